/** Whether there is a collection; one that is being deleted is none. */
import type { Kysely } from 'kysely'
import type { CatalogTables } from './tables.ts'

export async function isKnown(db: Kysely<CatalogTables>, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('collections')
    .select('id')
    .where('id', '=', id)
    .where('forgotten', '=', 0)
    .executeTakeFirst()
  return row !== undefined
}
