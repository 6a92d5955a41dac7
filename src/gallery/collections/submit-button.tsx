/** Sends the form, once. */
export function SubmitButton({ busy }: { busy: boolean }) {
  return (
    <button type="submit" class="button button-primary" disabled={busy}>
      {busy ? 'Sending…' : 'Collect'}
    </button>
  )
}
