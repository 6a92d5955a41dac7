/** What the state of a run means. */
import type { Run } from './types.ts'

/** Whether a run has still to end. */
export function isActive(run: Run | null): boolean {
  return run !== null && (run.state === 'queued' || run.state === 'running')
}
