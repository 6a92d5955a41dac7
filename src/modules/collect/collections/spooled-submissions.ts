/** Submissions as they are when they are accepted: answered from what is known, and found on this replica's disk while they wait there. */
import type { Journal } from '#platform'
import { toTime } from '../runs/run-rows.ts'
import type { CollectionAnswer, Run } from '../schemas.ts'
import type { Submission } from './collection-repository.ts'

type Name = 'collection' | 'run' | 'idempotency'

const keyOf = (name: Name, value: string) => `${name} ${value}`

/** The names by which a submission is found while it waits. */
export function keysOf({ collection, runId, idempotency }: Submission): string[] {
  const keys = [keyOf('collection', collection.id), keyOf('run', runId)]
  return idempotency ? [...keys, keyOf('idempotency', idempotency.key)] : keys
}

export function findSpooled(journal: Journal, name: Name, value: string): Submission | undefined {
  return journal.findSpooled(keyOf(name, value))?.data as Submission | undefined
}

/** Its run is queued, and nobody has worked on it. */
export function toWaitingRun({ runId, collection }: Submission): Run {
  return {
    id: runId,
    collectionId: collection.id,
    state: 'queued',
    createdAt: toTime(collection.createdAt),
    startedAt: null,
    finishedAt: null,
    pages: { found: 0, fetched: 0, skipped: 0, failed: 0, waiting: 0 },
    images: { found: 0, stored: 0, duplicate: 0, alternate: 0, skipped: 0, failed: 0, waiting: 0 },
    bytes: 0,
    error: null,
    changes: null,
  }
}

export function toWaitingAnswer(submission: Submission): CollectionAnswer {
  const { collection } = submission
  return { ...collection, createdAt: toTime(collection.createdAt), run: toWaitingRun(submission), images: 0, bytes: 0 }
}
