/** Images of a collection that show the same picture in other bytes. */
import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { CatalogTables } from '../tables.ts'
import { type Comparable, type CopiesOf, groupNearCopies } from './near-copies.ts'

type Db = Kysely<CatalogTables>

/** Of a collection that holds more, so many are compared: what websites hold bounds neither memory nor time. */
const mostCompared = 50_000

const rowsAtOnce = 1000

/** Those that waste the most first. */
export async function findNear(db: Db, collectionId: string): Promise<CopiesOf[]> {
  const groups = await groupNearCopies(await readComparable(db, collectionId))
  return groups.sort((a, b) => b.wastedBytes - a.wastedBytes || (a.best.id < b.best.id ? -1 : 1))
}

async function readComparable(db: Db, collectionId: string): Promise<Comparable[]> {
  const images: Comparable[] = []
  for (let after: string | undefined = ''; after !== undefined && images.length < mostCompared; ) {
    const rows = await readSome(db, collectionId, after)
    images.push(...rows)
    await setImmediate()
    after = rows.length < rowsAtOnce ? undefined : rows.at(-1)?.id
  }
  return images
}

async function readSome(db: Db, collectionId: string, after: string): Promise<Comparable[]> {
  return db
    .selectFrom('collection_images')
    .innerJoin('images', 'images.id', 'collection_images.image_id')
    .select(['images.id', 'phash', 'images.width', 'images.height', 'images.bytes'])
    .where('collection_id', '=', collectionId)
    .where('image_id', '>', after)
    .where('phash', 'is not', null)
    .$narrowType<{ phash: string }>()
    .orderBy('image_id')
    .limit(rowsAtOnce)
    .execute()
}
