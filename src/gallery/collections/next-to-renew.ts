/** Which collections to ask for anew, when not all can be asked for at once. */
import type { Collection, RunState } from '../api/types.ts'

/** States of a run that goes on, the more urgent first. */
const active: readonly (RunState | undefined)[] = ['running', 'queued']

/**
 * The ids of those whose run is active: what is collected before what waits for its turn, then whatever was not asked
 * for the longest, then the oldest, since its turn comes first. `rounds` says when a collection was asked for last.
 */
export function nextToRenew(newestFirst: readonly Collection[], rounds: ReadonlyMap<string, number>): string[] {
  const urgency = ({ run }: Collection) => active.indexOf(run?.state)
  const last = ({ id }: Collection) => rounds.get(id) ?? 0
  return newestFirst
    .filter((collection) => urgency(collection) >= 0)
    .toReversed()
    .toSorted((one, other) => urgency(one) - urgency(other) || last(one) - last(other))
    .map(({ id }) => id)
}
