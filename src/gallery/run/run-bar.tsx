/** How much of what was found so far is settled. What is found grows, so the bar is kept from stepping back. */
import { useRef } from 'preact/hooks'
import type { Run } from '../api/types.ts'
import { progressOf } from '../words/runs.ts'

export function RunBar({ run }: { run: Run }) {
  const furthest = useRef({ run: run.id, part: 0 })
  if (furthest.current.run !== run.id) furthest.current = { run: run.id, part: 0 }
  furthest.current.part = Math.max(furthest.current.part, progressOf(run))
  const percent = Math.round(furthest.current.part * 100)
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label="Settled of what was found so far"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      tabIndex={-1}
    >
      <div class="bar-part" style={{ transform: `scaleX(${furthest.current.part})` }} />
    </div>
  )
}
