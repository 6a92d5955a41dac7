/** Images that look like another, nearest first. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { type Page, type PageQuery, toPage } from '#platform'
import { findImages } from '../find-images.ts'
import { unknownImage } from '../image-repository.ts'
import { inChunks } from '../in-chunks.ts'
import type { CatalogTables } from '../tables.ts'
import { bandsNear, distanceFrom } from './near-hashes.ts'
import type { SimilarImage } from './similar-schemas.ts'

type Db = Kysely<CatalogTables>

export interface SimilarQuery extends PageQuery {
  distance: number
}

/** What a list of similar images is about. */
export interface Sought extends SimilarQuery {
  hash: string
  /** The image that is not in its own list; '' where there is none. */
  except: string
}

interface Found {
  id: string
  distance: number
}

/** The types of a cursor's parts. */
export const similarPosition = ['integer', 'text'] as const

/** Nothing is like an image without a hash: it is flat, or could not be decoded. */
export async function listSimilar(db: Db, id: string, query: SimilarQuery): Promise<Page<SimilarImage>> {
  const image = await db.selectFrom('images').select('phash').where('id', '=', id).executeTakeFirst()
  if (!image) throw unknownImage(id)
  return image.phash === null ? { items: [], next: null } : listNear(db, { ...query, hash: image.phash, except: id })
}

/** Images whose hashes are near one. */
export async function listNear(db: Db, sought: Sought): Promise<Page<SimilarImage>> {
  const found = await findFrom(db, sought)
  const { items, next } = toPage(
    found,
    sought.limit,
    (each) => each,
    ({ distance, id }) => [distance, id],
  )
  return { items: await withImages(db, items), next }
}

/** One more than the page holds, if there are so many; ids and distances are all that is read of those before and after it. */
async function findFrom(db: Db, sought: Sought): Promise<Found[]> {
  const hashes = await findHashes(db, sought)
  const found: Found[] = []
  const [first = 0] = (sought.after ?? []) as number[]
  for (let distance = first; distance <= sought.distance && found.length <= sought.limit; distance++) {
    const ids = await findIds(db, hashes.get(distance) ?? [], {
      except: sought.except,
      after: distance === first ? String(sought.after?.[1] ?? '') : '',
      most: sought.limit + 1 - found.length,
    })
    found.push(...ids.map((id) => ({ id, distance })))
  }
  return found
}

/** Values that one statement looks for: SQLite answers it without leaving the turn of the event loop. */
const valuesAtOnce = 700

/** The hashes within the distance that images have, by their distance. */
async function findHashes(db: Db, { hash, distance }: Sought): Promise<Map<number, string[]>> {
  const distanceTo = distanceFrom(hash)
  const near = new Map<string, number>()
  for (const { start, values } of bandsNear(hash, distance)) {
    for (const share of inChunks(values, valuesAtOnce)) {
      for (const other of await findByBand(db, start, share)) near.set(other, distanceTo(other))
      await setImmediate()
    }
  }
  return Map.groupBy(
    [...near.keys()].filter((other) => Number(near.get(other)) <= distance),
    (other) => Number(near.get(other)),
  )
}

/** All of them in one text: thousands share a band, and a row of its own for each takes longer than finding it. */
async function findByBand(db: Db, start: number, values: string[]): Promise<string[]> {
  const band = sql<string>`substr(phash, ${sql.lit(start)}, 4)`
  const { joined } = await db
    .selectFrom('images')
    .select(sql<string | null>`string_agg(phash, ' ')`.as('joined'))
    .where(band, 'in', values)
    .executeTakeFirstOrThrow()
  return joined?.split(' ') ?? []
}

/** Ids in their order, of images that have one of the hashes. */
async function findIds(
  db: Db,
  hashes: string[],
  { except, after, most }: { except: string; after: string; most: number },
): Promise<string[]> {
  const ids: string[] = []
  for (const share of inChunks(hashes, valuesAtOnce)) {
    const rows = await db
      .selectFrom('images')
      .select('id')
      .where('phash', 'in', share)
      .where('id', '>', after)
      .where('id', '<>', except)
      .orderBy('id')
      .limit(most)
      .execute()
    ids.push(...rows.map(({ id }) => id))
  }
  return ids.sort().slice(0, most)
}

/** An image that went meanwhile is left out. */
async function withImages(db: Db, found: Found[]): Promise<SimilarImage[]> {
  const images = await findImages(
    db,
    found.map(({ id }) => id),
  )
  return found.flatMap(({ id, distance }) => {
    const image = images.get(id)
    return image ? { ...image, distance } : []
  })
}
