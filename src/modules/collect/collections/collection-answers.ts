/** Collections as the API hands them out: with their latest run, and what they hold. */
import type { Kysely } from 'kysely'
import { type AnyTransaction, type Journal, problem } from '#platform'
import type { Collector } from '../collector.ts'
import { latestRuns } from '../runs/run-repository.ts'
import { toTime } from '../runs/run-rows.ts'
import type { CollectionAnswer } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import type { Collection } from '../types.ts'
import { findCollection } from './collection-repository.ts'
import { findSpooled, toWaitingAnswer } from './spooled-submissions.ts'

/** What collect needs to know of the catalogue: handed in, because collect does not see it. */
export interface CollectionContents {
  totals(collectionIds: string[]): Promise<Map<string, { images: number; bytes: number }>>
  /** From this transaction on nothing is answered of it, and nothing more taken; false where it is not there. Needs the lock of records. */
  forget(trx: AnyTransaction, collectionId: string): Promise<boolean>
  /** Takes so many images of a forgotten collection away, those too that only it holds. `busy`: others are at work on all of these; `none`: it has no more. */
  release(trx: AnyTransaction, collectionId: string, size: number): Promise<'some' | 'busy' | 'none'>
}

export interface AnswerOptions {
  db: Kysely<CollectTables>
  contents: CollectionContents
  journal: Journal
  collector: Collector
}

/** What waits on this replica's disk is answered from there, whether the database is away or just back. */
export async function getAnswer(
  { db, contents, journal, collector }: AnswerOptions,
  id: string,
): Promise<CollectionAnswer> {
  const waiting = findSpooled(journal, 'collection', id)
  if (waiting) return toWaitingAnswer(waiting, collector.progressOf(waiting.runId))
  const collection = await findCollection(db, id)
  const [answer] = collection ? await toAnswers(db, contents, [collection]) : []
  if (answer) return answer
  throw unknownCollection(id)
}

export function unknownCollection(id: string) {
  return problem('not-found', `No collection ${id} exists.`)
}

export async function toAnswers(
  db: Kysely<CollectTables>,
  contents: CollectionContents,
  collections: Collection[],
): Promise<CollectionAnswer[]> {
  if (collections.length === 0) return []
  const ids = collections.map((collection) => collection.id)
  const [runs, totals] = await Promise.all([latestRuns(db, ids), contents.totals(ids)])
  return collections.flatMap((collection) => {
    const run = runs.get(collection.id)
    // Between two statements it may have been deleted.
    if (!run) return []
    const { images, bytes } = totals.get(collection.id) ?? { images: 0, bytes: 0 }
    return [{ ...collection, createdAt: toTime(collection.createdAt), run, images, bytes }]
  })
}
