/** Images that look like another, nearest first. */
import type { Kysely } from 'kysely'
import { type Page, type PageQuery, toPage } from '#platform'
import { findImages } from '../find-images.ts'
import { unknownImage } from '../image-repository.ts'
import type { CatalogTables } from '../tables.ts'
import { findHashes } from './find-hashes.ts'
import { type Found, findNearest } from './find-nearest.ts'
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

/** The types of a cursor's parts. */
export const similarPosition = ['integer', 'text'] as const

/** Nothing is like an image without a hash: it is flat, or could not be decoded. */
export async function listSimilar(db: Db, id: string, query: SimilarQuery): Promise<Page<SimilarImage>> {
  const image = await db.selectFrom('images').select('phash').where('id', '=', id).executeTakeFirst()
  if (!image) throw unknownImage(id)
  return image.phash === null ? { items: [], next: null } : listNear(db, { ...query, hash: image.phash, except: id })
}

/** Images whose hashes are near one. */
export async function listNear(db: Db, { hash, except, distance, limit, after }: Sought): Promise<Page<SimilarImage>> {
  const hashes = await findHashes(db, hash, distance)
  const [beyond = 0, last = ''] = (after ?? []) as [number?, string?]
  const found = await findNearest(db, hashes, { except, after: { distance: beyond, id: last }, most: limit + 1 })
  const { items, next } = toPage(
    found,
    limit,
    (each) => each,
    ({ distance, id }) => [distance, id],
  )
  return { items: await withImages(db, items), next }
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
