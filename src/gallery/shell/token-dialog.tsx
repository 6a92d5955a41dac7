/** Asks for the API's token when the server wants one. What was being done goes on once it is given. */
import { useId } from 'preact/hooks'
import { useGallery } from './gallery.ts'
import { Modal } from './modal.tsx'

export function TokenDialog() {
  const { session } = useGallery()
  const id = useId()

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    const token = new FormData(event.currentTarget as HTMLFormElement).get('token')
    if (typeof token === 'string' && token.trim() !== '') session.give(token.trim())
  }

  return (
    <Modal class="dialog" labelledBy={id} onClose={() => {}}>
      <form class="dialog-body" onSubmit={submit}>
        <h2 id={id}>This Magpie asks for a token</h2>
        <p>It is kept in this tab only, until you close it.</p>
        {session.state.value === 'refused' && (
          <p class="note note-bad" role="alert">
            That token was not accepted.
          </p>
        )}
        <label class="field">
          <span>Token</span>
          <input class="input" name="token" type="password" autocomplete="current-password" required autofocus />
        </label>
        <div class="dialog-actions">
          <button type="submit" class="button button-primary">
            Continue
          </button>
        </div>
      </form>
    </Modal>
  )
}
