/** The address of a website, and the button that has it collected. */
import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { problemOf } from '../api/problem.ts'
import type { FieldError, Problem } from '../api/types.ts'
import { plainView } from '../grid/view.ts'
import { useGallery } from '../shell/gallery.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { randomKey } from '../shell/random-key.ts'
import { CollectOptions } from './collect-options.tsx'
import { readCollectForm } from './collect-request.ts'
import { messagesFor } from './form-field.tsx'

export function CollectForm({ compact = false }: { compact?: boolean }) {
  const { busy, problem, submit } = useCollect()
  const form = useRef<HTMLFormElement>(null)
  const errors = problem.value?.errors ?? none

  useEffect(() => {
    if (errors.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [errors])

  return (
    <form
      class={compact ? 'collect collect-compact' : 'collect'}
      ref={form}
      aria-label="Collect a website"
      onSubmit={submit}
      noValidate
    >
      <AddressLine busy={busy.value} wrong={messagesFor(errors, 'url')} />
      {!compact && <CollectOptions errors={errors} />}
      {problem.value && <ProblemNote problem={problem.value} />}
    </form>
  )
}

const none: readonly FieldError[] = []

function AddressLine({ busy, wrong }: { busy: boolean; wrong: string[] }) {
  const id = useId()
  return (
    <>
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
          aria-keyshortcuts="/"
          aria-invalid={wrong.length > 0 || undefined}
          aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
        />
        <button type="submit" class="button button-primary" disabled={busy}>
          {busy ? 'Sending…' : 'Collect'}
        </button>
      </div>
      {wrong.length > 0 && (
        <p class="visually-hidden" id={`${id}-error`}>
          {wrong.join('; ')}
        </p>
      )}
    </>
  )
}

function useCollect() {
  const { client, router } = useGallery()
  const busy = useSignal(false)
  const problem = useSignal<Problem | null>(null)
  const key = useRef({ form: '', value: '' })

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const request = readCollectForm(new FormData(form))
    if (request.url === '') return form.querySelector('input')?.focus()
    busy.value = true
    problem.value = null
    try {
      const collection = await client.collect(request, keyFor(JSON.stringify(request)))
      key.current.form = ''
      form.reset()
      router.open({ name: 'collection', id: collection.id, view: plainView })
    } catch (error) {
      problem.value = problemOf(error)
    } finally {
      busy.value = false
    }
  }

  // The same form sent again after a lost answer must not start a second collection.
  function keyFor(form: string): string {
    if (key.current.form !== form) key.current = { form, value: randomKey() }
    return key.current.value
  }

  return { busy, problem, submit }
}
