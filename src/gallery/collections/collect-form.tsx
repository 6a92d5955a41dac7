/** The address of a website, and the button that has it collected. */
import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { problemOf } from '../api/problem.ts'
import type { Problem } from '../api/types.ts'
import { plainView } from '../grid/view.ts'
import { useGallery } from '../shell/gallery.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { CollectOptions } from './collect-options.tsx'
import { readCollectForm } from './collect-request.ts'
import { randomKey } from './random-key.ts'

export function CollectForm({ compact = false }: { compact?: boolean }) {
  const { busy, problem, submit } = useCollect()
  const id = useId()
  return (
    <form class={compact ? 'collect collect-compact' : 'collect'} onSubmit={submit} noValidate>
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
        />
        <button type="submit" class="button button-primary" disabled={busy.value}>
          {busy.value ? 'Sending…' : 'Collect'}
        </button>
      </div>
      {!compact && <CollectOptions />}
      {problem.value && <ProblemNote problem={problem.value} />}
    </form>
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
