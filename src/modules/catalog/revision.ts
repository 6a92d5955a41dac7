/** A number that grows whenever something else is to be answered by lists, facets, searches or exports of the catalogue. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { CatalogTables } from './tables.ts'

/**
 * It is committed with what it tells of: who reads it first, and then rows, is never told the same number again for other
 * rows. So the other way round would be wrong.
 */
export async function readRevision(db: Kysely<CatalogTables>): Promise<number> {
  const { revision } = await db.selectFrom('catalogue_revision').select('revision').executeTakeFirstOrThrow()
  return revision
}

/**
 * Requests that came in one turn of the event loop share one question. It is asked after all of them were there, so that to
 * each of them it is as good as its own. On SQLite, too, their answers then leave together: one by one, client and server wake
 * each other for every single one, and answer half as many.
 */
export function createRevisionReader(db: Kysely<CatalogTables>): () => Promise<number> {
  const question = db.selectFrom('catalogue_revision').select('revision').compile()
  let shared: Promise<number> | undefined

  async function ask(): Promise<number> {
    await setImmediate()
    shared = undefined
    const { rows } = await db.executeQuery(question)
    return (rows[0] as { revision: number }).revision
  }

  return () => {
    shared ??= ask()
    return shared
  }
}

/**
 * Others who change the catalogue wait from here on: it comes last in a transaction. It is at least the time, in milliseconds: a
 * catalogue that begins anew, or goes on from a backup, does not come again to the numbers that clients know of another one.
 */
export async function raiseRevision(trx: Transaction<CatalogTables>, now = Date.now()): Promise<void> {
  const revision = sql<number>`case when revision < ${now} then ${now} else revision + 1 end`
  await trx.updateTable('catalogue_revision').set({ revision }).execute()
}
