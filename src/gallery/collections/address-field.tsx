/** The address of a website in one line. Several lines that are pasted into it are a list of images. */
import { useId } from 'preact/hooks'
import { isSeveralLines } from './listed-images.ts'
import { SubmitButton } from './submit-button.tsx'

export interface AddressFieldProps {
  active: boolean
  busy: boolean
  wrong: string[]
  onList(text: string): void
}

export function AddressField({ active, busy, wrong, onList }: AddressFieldProps) {
  const id = useId()

  function onPaste(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData('text/plain') ?? ''
    if (!isSeveralLines(pasted)) return
    event.preventDefault()
    onList(pasted)
  }

  return (
    <div class="collect-field" hidden={!active}>
      <label class="visually-hidden" for={id}>
        Address of a website
      </label>
      <div class="collect-line">
        <input
          id={id}
          class="input"
          name="url"
          type="text"
          inputMode="url"
          placeholder="example.org"
          autocomplete="url"
          autocapitalize="off"
          spellcheck={false}
          disabled={!active}
          aria-keyshortcuts="/"
          aria-invalid={wrong.length > 0 || undefined}
          aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
          onPaste={onPaste}
        />
        <SubmitButton busy={busy} />
      </div>
      {wrong.length > 0 && (
        <p class="visually-hidden" id={`${id}-error`}>
          {wrong.join('; ')}
        </p>
      )}
    </div>
  )
}
