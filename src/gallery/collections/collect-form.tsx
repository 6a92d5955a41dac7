/** What to collect, a website or a list of images, and the button that has it collected. */
import { useEffect, useRef } from 'preact/hooks'
import type { FieldError } from '../api/types.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { AddressField } from './address-field.tsx'
import { CollectOptions } from './collect-options.tsx'
import { messagesFor } from './form-field.tsx'
import { KindSwitch } from './kind-switch.tsx'
import { ListField } from './list-field.tsx'
import { useCollect } from './use-collect.ts'

export function CollectForm({ compact = false }: { compact?: boolean }) {
  const { kind, pasted, busy, problem, mistakes, submit, choose, takeList } = useCollect()
  const form = useRef<HTMLFormElement>(null)
  const errors = problem.value?.errors ?? none
  const isList = kind.value === 'list'

  useEffect(() => {
    if (errors.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [errors])

  return (
    <form
      class={compact ? 'collect collect-compact' : 'collect'}
      ref={form}
      aria-label="Collect images"
      onSubmit={submit}
      noValidate
    >
      {(!compact || isList) && <KindSwitch kind={kind.value} onKind={choose} />}
      <AddressField active={!isList} busy={busy.value} wrong={messagesFor(errors, 'url')} onList={takeList} />
      <ListField
        active={isList}
        busy={busy.value}
        pasted={pasted.value}
        mistakes={mistakes.value}
        wrong={messagesFor(errors, 'images')}
      />
      {!compact && <CollectOptions kind={kind.value} errors={errors} />}
      {problem.value && <ProblemNote problem={problem.value} />}
    </form>
  )
}

const none: readonly FieldError[] = []
