/** Which collections there are; one that is being deleted is none. */
import type { Kysely } from 'kysely'
import type { CatalogTables } from './tables.ts'

type Db = Kysely<CatalogTables>

export async function isCollectionKnown(db: Db, id: string): Promise<boolean> {
  return (await knownOf(db, [id])).has(id)
}

/** Of what is handed in, the part whose collection still exists: a run may outlive its collection for a moment. */
export async function withoutForgotten<Part extends { collectionId: string }>(db: Db, parts: Part[]): Promise<Part[]> {
  const known = await knownOf(
    db,
    parts.map((part) => part.collectionId),
  )
  return parts.filter((part) => known.has(part.collectionId))
}

async function knownOf(db: Db, ids: string[]): Promise<Set<string>> {
  const distinct = [...new Set(ids)]
  if (distinct.length === 0) return new Set()
  const rows = await db
    .selectFrom('collections')
    .select('id')
    .where('id', 'in', distinct)
    .where('forgotten', '=', 0)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
