/** The addresses of a run to look through: kinds, groups and verdicts to choose from, and the list. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Run } from '../api/types.ts'
import { useGallery, useStore } from '../shell/gallery.ts'
import { changes, isChange } from '../words/changes.ts'
import { countOf } from './counts.ts'
import { FindingEntries } from './finding-entries.tsx'
import { createFindingList } from './finding-list.ts'
import { FindingsChoice } from './findings-choice.tsx'
import { groupOf } from './groups.ts'
import { type FindingsView, findingsQuery } from './view.ts'

export interface FindingsBrowserProps {
  run: Run
  view: FindingsView
  /** A list of images, for which no page is read. */
  isList: boolean
}

export function FindingsBrowser({ run, view, isList }: FindingsBrowserProps) {
  const { client } = useGallery()
  const group = groupOf(view.kind, view.filter)
  const hint = isChange(view.filter) ? changes[view.filter].hint : group?.hint
  const total = countOf(run, view.kind, group?.name ?? view.filter)
  const reading = useSignal({ number: 0, total })
  const keys = [run.id, view.kind, findingsQuery(view), reading.value.number]
  const list = useStore(() => createFindingList({ client, runId: run.id, view }), keys)

  useEffect(() => {
    reading.value = { number: reading.value.number, total }
    void list.more()
  }, [list])

  return (
    <section class="findings" aria-label="Addresses">
      <FindingsChoice run={run} view={view} isList={isList} />
      {hint !== undefined && <p class="hint">{hint}</p>}
      {total !== reading.value.total && (
        <button
          type="button"
          class="pill"
          onClick={() => {
            reading.value = { number: reading.value.number + 1, total }
          }}
        >
          The run has gone on. Read the list again
        </button>
      )}
      <FindingEntries list={list} view={view} />
    </section>
  )
}
