/** How many addresses of a run there are in all, in each group and of each change. */
import type { Run } from '../api/types.ts'
import { isChange } from '../words/changes.ts'
import type { FindingKind } from './groups.ts'

/** The count of a group, of a change, or of all for ''. A verdict inside a larger group has none of its own. */
export function countOf(run: Run, kind: FindingKind, filter: string): number | undefined {
  if (isChange(filter)) return run.changes?.[filter]
  const counts: Record<string, number> = { ...run[kind] }
  return filter === '' ? counts.found : counts[filter]
}
