/** How many addresses of a run there are in all and in each group. */
import type { Run } from '../api/types.ts'
import type { FindingKind } from './groups.ts'

/** The count of a group, or of all for ''. A verdict inside a larger group has none of its own. */
export function countOf(run: Run, kind: FindingKind, filter: string): number | undefined {
  const counts: Record<string, number> = { ...run[kind] }
  return filter === '' ? counts.found : counts[filter]
}
