/** Submissions as they are when they are accepted: answered from what is known, and found on this replica's disk while they wait there. */
import type { Journal } from '#platform'
import { toQueuedRun, toTime } from '../runs/run-rows.ts'
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

export function toWaitingRun({ runId, collection }: Submission): Run {
  return toQueuedRun({ id: runId, collectionId: collection.id, createdAt: collection.createdAt })
}

/** `run`: how it goes, where this replica has begun it. */
export function toWaitingAnswer(submission: Submission, run: Run = toWaitingRun(submission)): CollectionAnswer {
  const { collection } = submission
  const createdAt = toTime(collection.createdAt)
  return { ...collection, createdAt, run, images: run.images.stored, bytes: run.bytes }
}
