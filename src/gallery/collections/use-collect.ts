/** The form's doing: which kind of thing it is filled in for, and sending it. */
import { batch, useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { problemOf } from '../api/problem.ts'
import type { Problem } from '../api/types.ts'
import { plainView } from '../grid/view.ts'
import { useGallery } from '../shell/gallery.ts'
import { randomKey } from '../shell/random-key.ts'
import { isEmpty, readCollectForm } from './collect-request.ts'
import { isAboutEntry, type Mistake, mistakesOf, readList } from './listed-images.ts'

export type CollectKind = 'website' | 'list'

export function useCollect() {
  const { client, router } = useGallery()
  const kind = useSignal<CollectKind>('website')
  const pasted = useSignal('')
  const busy = useSignal(false)
  const problem = useSignal<Problem | null>(null)
  const mistakes = useSignal<readonly Mistake[]>([])
  const key = useRef({ form: '', value: '' })

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const data = new FormData(form)
    const request = readCollectForm(data)
    if (isEmpty(request)) return form.querySelector<HTMLElement>('[name=url]:enabled, [name=images]:enabled')?.focus()
    forgive()
    busy.value = true
    try {
      const collection = await client.collect(request, keyFor(JSON.stringify(request)))
      clear(form)
      router.open({ name: 'collection', id: collection.id, view: plainView })
    } catch (error) {
      explain(problemOf(error), String(data.get('images')))
    } finally {
      busy.value = false
    }
  }

  /** What is wrong with lines is shown as such, and the rest as with any form. */
  function explain(refusal: Problem, list: string): void {
    const aboutLines = refusal.errors.filter(isAboutEntry)
    const rest = refusal.errors.filter((error) => !isAboutEntry(error))
    batch(() => {
      if (aboutLines.length > 0) mistakes.value = mistakesOf(aboutLines, readList(list).lines)
      if (aboutLines.length === 0 || rest.length > 0) problem.value = { ...refusal, errors: rest }
    })
  }

  function forgive(): void {
    batch(() => {
      problem.value = null
      mistakes.value = []
    })
  }

  function clear(form: HTMLFormElement): void {
    key.current.form = ''
    form.reset()
    batch(() => {
      kind.value = 'website'
      pasted.value = ''
    })
  }

  function choose(chosen: CollectKind): void {
    kind.value = chosen
    forgive()
  }

  function takeList(text: string): void {
    choose('list')
    pasted.value = text
  }

  // The same form sent again after a lost answer must not start a second collection.
  function keyFor(form: string): string {
    if (key.current.form !== form) key.current = { form, value: randomKey() }
    return key.current.value
  }

  return { kind, pasted, busy, problem, mistakes, submit, choose, takeList }
}
