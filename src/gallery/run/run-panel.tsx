/** Where a run stands: its state in words, which alone is announced when it changes, a bar, and the numbers. */
import { isActive } from '../api/run-events.ts'
import type { Run } from '../api/types.ts'
import { StateTag } from '../collections/state-tag.tsx'
import { duration } from '../words/numbers.ts'
import { elapsed, runInWords } from '../words/runs.ts'
import { RunBar } from './run-bar.tsx'
import { RunNumbers } from './run-numbers.tsx'
import { useNow } from './use-now.ts'

export function RunPanel({ run }: { run: Run }) {
  const active = isActive(run)
  const now = useNow(active)
  return (
    <section class={active ? 'run run-active' : 'run'} aria-label="Run">
      <p class="run-words">
        <span class="run-state" role="status">
          <StateTag state={run.state} /> <span>{runInWords(run)}</span>
        </span>
        <span class="run-time">{duration(elapsed(run, now))}</span>
      </p>
      {active ? <RunBar run={run} /> : <div class={`bar bar-${run.state}`} />}
      <RunNumbers run={run} />
    </section>
  )
}
