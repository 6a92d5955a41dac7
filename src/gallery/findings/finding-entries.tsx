/** The list of addresses. It reads on by itself as its end comes near, and by a button. */
import { useEffect, useRef } from 'preact/hooks'
import { ProblemNote } from '../shell/problem-note.tsx'
import { FindingEntry } from './finding-entry.tsx'
import type { FindingList } from './finding-list.ts'
import type { FindingsView } from './view.ts'

export function FindingEntries({ list, view }: { list: FindingList; view: FindingsView }) {
  const items = list.items.value
  const state = list.state.value
  return (
    <>
      <ol class="finding-list" aria-busy={state === 'reading'}>
        {items.map((finding, at) => (
          <FindingEntry key={at} finding={finding} />
        ))}
      </ol>
      {list.problem.value && <ProblemNote problem={list.problem.value} onRetry={list.more} />}
      {state === 'end' && items.length === 0 && <p class="empty">{nothing(view)}</p>}
      {state === 'reading' && items.length === 0 && <p class="empty">Reading…</p>}
      {items.length > 0 && (state === 'more' || state === 'reading') && <More key={items.length} list={list} />}
    </>
  )
}

function More({ list }: { list: FindingList }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void list.more()
      },
      { rootMargin: '600px' },
    )
    if (button.current !== null) observer.observe(button.current)
    return () => observer.disconnect()
  }, [list])
  return (
    <button type="button" class="button more" ref={button} onClick={list.more}>
      {list.state.value === 'reading' ? 'Reading more…' : 'Show more'}
    </button>
  )
}

function nothing({ kind, filter }: FindingsView): string {
  if (filter !== '') return `There are no such ${kind}.`
  return kind === 'pages' ? 'This run read no pages.' : 'This run found no images.'
}
