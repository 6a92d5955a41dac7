/** Keeps the ways that stand in the rows of images, beside their words, and of what collections hold, as their uses are. */
import type { Transaction } from 'kysely'
import type { CatalogTables, HeldTable, UseTable } from '../tables.ts'
import { waysOf } from './ways.ts'

type Trx = Transaction<CatalogTables>

/** Gets all uses of some images, as they were and as they are. The images are locked; what changed for them is written. */
export async function storeWays(trx: Trx, before: UseTable[], after: UseTable[]): Promise<void> {
  for (const [ways, ids] of changes(before, after)) {
    await trx.updateTable('images').set({ ways }).where('id', 'in', ids).execute()
    await trx.updateTable('image_words').set({ ways }).where('image_id', 'in', ids).execute()
  }
  const was = byCollection(before)
  const is = byCollection(after)
  for (const collection of new Set([...was.keys(), ...is.keys()])) {
    await storeInCollection(trx, collection, changes(was.get(collection), is.get(collection)))
  }
}

async function storeInCollection(trx: Trx, collection: string, changed: Map<number, string[]>): Promise<void> {
  for (const [ways, ids] of changed) {
    await trx
      .updateTable('collection_images')
      .set({ ways })
      .where('collection_id', '=', collection)
      .where('image_id', 'in', ids)
      .execute()
  }
}

/** Of rows that are new, as uses may have been known before a collection is said to hold an image. The images are locked. */
export async function storeHeldWays(trx: Trx, held: Pick<HeldTable, 'collection_id' | 'image_id'>[]): Promise<void> {
  for (const [collection, rows] of Map.groupBy(held, (row) => row.collection_id)) {
    const uses = await trx
      .selectFrom('image_uses')
      .selectAll()
      .where('collection_id', '=', collection)
      .where(
        'image_id',
        'in',
        rows.map((row) => row.image_id),
      )
      .execute()
    await storeInCollection(trx, collection, changes([], uses))
  }
}

/** Images by the ways that they have now, where they had others. */
function changes(before: UseTable[] = [], after: UseTable[] = []): Map<number, string[]> {
  const was = waysByImage(before)
  const is = waysByImage(after)
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id))
  return Map.groupBy(changed, (id) => is.get(id) ?? 0)
}

function waysByImage(uses: UseTable[]): Map<string, number> {
  return new Map([...Map.groupBy(uses, (use) => use.image_id)].map(([id, own]) => [id, waysOf(own)]))
}

function byCollection(uses: UseTable[]): Map<string, UseTable[]> {
  return Map.groupBy(uses, (use) => use.collection_id)
}
