/**
 * Runs that begin before the database has them: their submissions wait on this replica's disk, while the database is away.
 *
 *     waiting --(a place is free, and no run of its host is at work here)--> begun, which is a record of its own
 *     waiting --(the database has it)--> left to the leases
 *
 * Other replicas cannot be asked meanwhile, so two of them may work on one host.
 */
import type { Journal } from '#platform'
import type { Submission } from '../../collections/collection-repository.ts'
import { findSpooled } from '../../collections/spooled-submissions.ts'
import { runBegun } from '../../records.ts'
import type { Lease } from '../lease.ts'
import { firstToken, hostOf } from '../run-repository.ts'
import { beginningOf } from './begin-run.ts'
import { createHostQueue } from './host-queue.ts'

export interface EarlyRuns {
  /** A submission that waits on the disk. */
  offer(submission: Submission): void
  /** It is not to begin. */
  withdraw(runId: string): void
  /** Begins the oldest that may, beside those that are at work here. */
  claim(active: readonly Lease[]): Promise<Lease | undefined>
  /** The database does not know of its beginning: there is nothing to renew. */
  isUnknown(lease: Lease): boolean
}

export interface EarlyRunsOptions {
  journal: Journal
  owner: string
  leaseMs: number
  /** What comes beyond that begins when the database is back. */
  maxWaiting?: number
}

export function createEarlyRuns({ journal, owner, leaseMs, maxWaiting = 10_000 }: EarlyRunsOptions): EarlyRuns {
  const waiting = createHostQueue()

  async function claim(active: readonly Lease[]): Promise<Lease | undefined> {
    const next = waiting.take((host) => !active.some((lease) => lease.host === host))
    if (!next) return undefined
    const submission = findSpooled(journal, 'run', next.runId)
    if (!submission) return claim(active)
    await journal.write(runBegun.record({ id: next.runId, owner, leaseMs, startedAt: Date.now() }))
    return { ...next, collectionId: submission.collection.id, token: firstToken, attempts: 1, submission }
  }

  return {
    offer({ runId, collection: { id, url } }) {
      if (waiting.size < maxWaiting) waiting.push({ runId, host: hostOf(id, url ?? '') })
    },
    withdraw: waiting.remove,
    claim,
    isUnknown: ({ runId, submission }) =>
      submission !== undefined && journal.findSpooled(beginningOf(runId)) !== undefined,
  }
}
