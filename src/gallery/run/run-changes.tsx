/** What changed since the run before; each number leads to the addresses behind it. */
import type { Run } from '../api/types.ts'
import { routeHref } from '../shell/routes.ts'
import { changes, changesToTell } from '../words/changes.ts'
import { count } from '../words/numbers.ts'

export function RunChanges({ run }: { run: Run }) {
  const counts = run.changes
  if (counts === null) return null
  const told = changesToTell(counts)
  return (
    <p class="run-changes">
      Since the last time:{' '}
      {told.length === 0
        ? 'no picture, neither then nor now.'
        : told.map((change, at) => (
            <span key={change}>
              {at > 0 && ', '}
              <a
                class="figure"
                href={routeHref({ name: 'findings', runId: run.id, view: { kind: 'images', filter: change } })}
                title={changes[change].hint}
              >
                <strong>{count(counts[change])}</strong> {changes[change].words}
              </a>
            </span>
          ))}
    </p>
  )
}
