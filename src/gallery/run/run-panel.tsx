/** Where a run stands: its state in words, which alone is announced when it changes, a bar, the numbers, what changed. */
import { isActive } from '../api/run-state.ts'
import type { Run } from '../api/types.ts'
import { StateTag } from '../collections/state-tag.tsx'
import { duration } from '../words/numbers.ts'
import { elapsed, runInWords } from '../words/runs.ts'
import { RetryButton } from './retry-button.tsx'
import { RunBar } from './run-bar.tsx'
import { RunChanges } from './run-changes.tsx'
import { RunNumbers } from './run-numbers.tsx'
import { useNow } from './use-now.ts'

export interface RunPanelProps {
  run: Run
  /** A list of images, for which no page is read. */
  isList: boolean
  /** Something was asked for, and the answer is on its way. */
  busy: boolean
  onRetry(): void
}

export function RunPanel({ run, isList, busy, onRetry }: RunPanelProps) {
  const active = isActive(run)
  const now = useNow(active)
  return (
    <section class={active ? 'run run-active' : 'run'} aria-label="Run" tabIndex={-1}>
      <p class="run-words">
        <span class="run-state" role="status">
          <StateTag state={run.state} /> <span>{runInWords(run, isList)}</span>
        </span>
        <span class="run-time">{duration(elapsed(run, now))}</span>
      </p>
      {active ? <RunBar run={run} /> : <div class={`bar bar-${run.state}`} />}
      <div class="run-foot">
        <RunNumbers run={run} isList={isList} />
        <RetryButton run={run} busy={busy} onRetry={onRetry} />
      </div>
      <RunChanges run={run} />
    </section>
  )
}
