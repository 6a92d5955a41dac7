/** The addresses of images, one a line; what is wrong with some is shown below, and leads to their lines. */
import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { counted } from '../words/numbers.ts'
import { ListMistakes } from './list-mistakes.tsx'
import { type Mistake, readList } from './listed-images.ts'
import { selectLine } from './select-line.ts'
import { SubmitButton } from './submit-button.tsx'

export interface ListFieldProps {
  active: boolean
  busy: boolean
  /** What was pasted elsewhere, and belongs here. */
  pasted: string
  mistakes: readonly Mistake[]
  /** What is wrong with the list as a whole. */
  wrong: string[]
}

export function ListField({ active, busy, pasted, mistakes, wrong }: ListFieldProps) {
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const count = useSignal(0)
  const recount = () => {
    count.value = readList(area.current?.value ?? '').lines.length
  }
  const goTo = (line: number | undefined) => {
    if (area.current !== null && line !== undefined) selectLine(area.current, line)
  }

  useEffect(() => {
    if (area.current !== null && pasted !== '') fill(area.current, pasted)
  }, [pasted])
  useEffect(recount, [active, pasted])
  useEffect(() => goTo(mistakes[0]?.line), [mistakes])

  return (
    <div class="collect-field" hidden={!active}>
      <label class="visually-hidden" for={id}>
        Addresses of images
      </label>
      <div class="collect-line collect-list">
        <textarea
          id={id}
          class="input"
          ref={area}
          name="images"
          rows={6}
          wrap="off"
          inputMode="url"
          placeholder={'https://example.org/one.jpg\nhttps://example.org/two.png'}
          autocapitalize="off"
          spellcheck={false}
          disabled={!active}
          aria-keyshortcuts="/ Control+Enter"
          aria-invalid={mistakes.length + wrong.length > 0 || undefined}
          aria-describedby={`${id}-hint`}
          onInput={recount}
          onKeyDown={submitByKey}
        />
        <div class="collect-list-foot">
          <p class="hint" id={`${id}-hint`}>
            {count.value === 0 ? 'One address a line' : counted(count.value, 'address', 'addresses')}
          </p>
          <SubmitButton busy={busy} />
        </div>
      </div>
      {mistakes.length > 0 && <ListMistakes mistakes={mistakes} onLine={goTo} />}
    </div>
  )
}

/** Enter begins another line: with Control, or Command, it sends. */
function submitByKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  const { form } = event.currentTarget as HTMLTextAreaElement
  form?.requestSubmit()
}

/** What is there already stays before it. */
function fill(area: HTMLTextAreaElement, text: string): void {
  area.value = area.value.trim() === '' ? text : `${area.value.trimEnd()}\n${text}`
  area.focus()
}
