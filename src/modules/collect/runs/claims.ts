/** Where work comes from: the runs of the database, or while that is away the submissions on this replica's disk. */
import type { Journal } from '#platform'
import type { EarlyRuns } from './early-runs.ts'
import type { Leases } from './lease.ts'

export interface ClaimsOptions {
  leases: Leases
  earlyRuns: EarlyRuns
  journal: Journal
  /** False until the schema is brought up to date. */
  isSchemaCurrent: () => boolean
  /** Told, again and again, of a run that began early and is in the database now. */
  onKnown(runId: string): void
}

export function createClaims({ leases, earlyRuns, journal, isSchemaCurrent, onKnown }: ClaimsOptions): Leases {
  /** While the database has not heard how runs of this replica ended, it would hand them out again. */
  const isUpToDate = () => isSchemaCurrent() && journal.state().spooledBytes === 0

  return {
    async claim(active) {
      if (journal.state().delivery === 'away') return earlyRuns.claim(active ?? [])
      return isUpToDate() ? leases.claim(active) : undefined
    },
    async renew(active) {
      const known = active.filter((lease) => !earlyRuns.isUnknown(lease))
      for (const { runId, submission } of known) if (submission) onKnown(runId)
      const answers = known.length > 0 ? await leases.renew(known) : new Map()
      return new Map(active.map((lease) => [lease, answers.get(lease) ?? 'kept']))
    },
  }
}
