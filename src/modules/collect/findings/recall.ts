/** What earlier runs of a collection got from an address, so that what has not changed need not be sent again. */
import type { Database, Journal } from '#platform'
import type { CollectTables } from '../tables.ts'
import { findDocument, type KnownDocument } from './document-repository.ts'
import { findKnownImage, type KnownImage } from './resource-repository.ts'

export interface Recall {
  /** False for a first run: there is nothing to recall. */
  readonly isPossible: boolean
  document(url: string): Promise<KnownDocument | undefined>
  /** The image that the address gave last, where the server named a validator for it. */
  image(url: string): Promise<KnownImage | undefined>
}

async function nothing(): Promise<undefined> {}

/** Of a first run. */
export const nothingToRecall: Recall = { isPossible: false, document: nothing, image: nothing }

/** A first run remembers nothing. While the database is away nothing is remembered either: what is not known is fetched. */
export async function createRecall(
  { database, journal }: { database: Database; journal: Pick<Journal, 'state'> },
  collectionId: string,
  runId: string,
): Promise<Recall> {
  const db = database.tables<CollectTables>()
  const run = await db.selectFrom('runs').select('previous_run_id').where('id', '=', runId).executeTakeFirst()
  if (!run?.previous_run_id) return nothingToRecall

  /** A database that says nothing takes seconds to be found out: once is enough. */
  async function unlessAway<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    if (journal.state().delivery === 'away') return undefined
    return ask().catch((error) => {
      if (database.dialect.isAway(error)) return undefined
      throw error
    })
  }

  return {
    isPossible: true,
    document: (url) => unlessAway(() => findDocument(db, collectionId, url)),
    image: (url) => unlessAway(() => findKnownImage(db, collectionId, url)),
  }
}
