/** Has a run go on with what failed in it; there only where something did. */
import type { Run } from '../api/types.ts'
import { canRetry } from '../words/runs.ts'

export interface RetryButtonProps {
  run: Run
  busy: boolean
  onRetry(): void
}

export function RetryButton({ run, busy, onRetry }: RetryButtonProps) {
  if (!canRetry(run)) return null
  return (
    <button
      type="button"
      class="button"
      disabled={busy}
      onClick={(event) => {
        // The button goes when the run goes on: the focus waits where that will be seen.
        event.currentTarget.closest<HTMLElement>('[tabindex="-1"]')?.focus({ preventScroll: true })
        onRetry()
      }}
    >
      Try again what failed
    </button>
  )
}
