/** Where work comes from: the runs of the database, or while that is away the submissions on this replica's disk. */
import type { Journal } from '#platform'
import type { EarlyRuns } from './early/early-runs.ts'
import type { Leases } from './lease.ts'

export interface ClaimsOptions {
  leases: Leases
  earlyRuns: EarlyRuns
  journal: Journal
  /** False until the schema is brought up to date. */
  isSchemaCurrent: () => boolean
  /** Told, again and again, of a run that began early and is in the database now. */
  onKnown(runId: string): void
  /** Monotonic milliseconds. */
  now?: () => number
}

/** After an outage those who are at work renew their leases first: what expired meanwhile was not left. */
const graceMs = 2000

export function createClaims(options: ClaimsOptions): Leases {
  const { leases, earlyRuns, journal, isSchemaCurrent, onKnown, now = () => performance.now() } = options
  let lastAway = Number.NEGATIVE_INFINITY

  /** While the database has not heard how runs of this replica ended, it would hand them out again. */
  const isUpToDate = () => isSchemaCurrent() && journal.state().spooledBytes === 0

  return {
    async claim(active) {
      if (journal.state().delivery === 'away') {
        lastAway = now()
        return earlyRuns.claim(active ?? [])
      }
      return isUpToDate() && now() - lastAway >= graceMs ? leases.claim(active) : undefined
    },
    async renew(active) {
      const known = active.filter((lease) => !earlyRuns.isUnknown(lease))
      for (const { runId, submission } of known) if (submission) onKnown(runId)
      const answers = known.length > 0 ? await leases.renew(known) : new Map()
      return new Map(active.map((lease) => [lease, answers.get(lease) ?? 'kept']))
    },
  }
}
