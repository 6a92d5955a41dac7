/** From hashes to the images that have them: nearest first, and those that are equally far in the order of their ids. */
import type { Kysely } from 'kysely'
import { inChunks } from '../in-chunks.ts'
import type { CatalogTables } from '../tables.ts'

type Db = Kysely<CatalogTables>

export interface Found {
  id: string
  distance: number
}

export interface NearestQuery {
  /** An image that is not looked for; '' where there is none. */
  except: string
  /** Where the page before this one ended. */
  after: Found
  most: number
}

/** Images that are put in order here, if there are no more than these. */
const few = 1000

/** Hashes that one statement looks for. */
const hashesAtOnce = 700

/** Ids and distances are all that is read of images before and after the page. */
export async function findNearest(db: Db, hashes: Map<string, number>, query: NearestQuery): Promise<Found[]> {
  if (hashes.size === 0) return []
  return (await sortFew(db, hashes, query)) ?? goByDistance(db, hashes, query)
}

/** By one statement, as there are few as a rule; undefined where there are more. */
async function sortFew(
  db: Db,
  hashes: Map<string, number>,
  { except, after, most }: NearestQuery,
): Promise<Found[] | undefined> {
  if (hashes.size > hashesAtOnce) return undefined
  const images = await db
    .selectFrom('images')
    .select(['id', 'phash'])
    .where('phash', 'in', [...hashes.keys()])
    .limit(few + 1)
    .execute()
  if (images.length > few) return undefined
  return images
    .map(({ id, phash }) => ({ id, distance: Number(hashes.get(String(phash))) }))
    .filter((found) => found.id !== except && inOrder(after, found) < 0)
    .sort(inOrder)
    .slice(0, most)
}

function inOrder(one: Found, other: Found): number {
  return one.distance - other.distance || (one.id < other.id ? -1 : Number(one.id > other.id))
}

/** Until there are enough. */
async function goByDistance(db: Db, hashes: Map<string, number>, query: NearestQuery): Promise<Found[]> {
  const { after, most } = query
  const found: Found[] = []
  const away = Map.groupBy(hashes.keys(), (hash) => Number(hashes.get(hash)))
  for (const distance of [...away.keys()].sort((one, other) => one - other)) {
    if (distance < after.distance || found.length >= most) continue
    const ids = await findIds(db, away.get(distance) ?? [], {
      except: query.except,
      after: distance === after.distance ? after.id : '',
      most: most - found.length,
    })
    found.push(...ids.map((id) => ({ id, distance })))
  }
  return found
}

/** Ids in their order, of images that have one of the hashes. */
async function findIds(
  db: Db,
  hashes: string[],
  { except, after, most }: { except: string; after: string; most: number },
): Promise<string[]> {
  const ids: string[] = []
  for (const share of inChunks(hashes, hashesAtOnce)) {
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
