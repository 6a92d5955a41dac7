/** Thumbnails: small, and asked for by everybody who looks at a gallery. The ones asked for last are kept in memory. */
import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import { problem } from '#platform'
import type { Blob } from './blob-store.ts'
import { unknownImage } from './image-repository.ts'
import { mediaTypes } from './media-types.ts'
import { createRevisionReader } from './revision.ts'
import type { CatalogTables } from './tables.ts'
import type { Format } from './types.ts'

type Db = Kysely<CatalogTables>

/** It may be the original itself. */
type Thumbnail = Blob & { mediaType: string }

/** In bytes. A larger one is not kept. */
const maxKept = { all: 16 * 1024 ** 2, one: 64 * 1024 }

/** Answers the thumbnail of an image. One that is kept is good while the catalogue is as it was when it was read. */
export function createThumbnails(db: Db): (id: string) => Promise<Thumbnail> {
  const readRevision = createRevisionReader(db)
  const kept = new LRUCache<string, { revision: number; thumbnail: Thumbnail }>({
    maxSize: maxKept.all,
    maxEntrySize: maxKept.one,
    sizeCalculation: ({ thumbnail }) => thumbnail.bytes.byteLength + 1,
  })

  return async (id) => {
    const revision = await readRevision()
    const known = kept.get(id)
    if (known?.revision === revision) return known.thumbnail
    const thumbnail = await findThumbnail(db, id)
    kept.set(id, { revision, thumbnail })
    return thumbnail
  }
}

/** With its bytes, in one statement. */
async function findThumbnail(db: Db, id: string): Promise<Thumbnail> {
  const row = await db
    .selectFrom('images')
    .leftJoin('blobs', 'blobs.digest', 'images.thumbnail')
    .select(['blobs.digest', 'blobs.data', 'images.format'])
    .where('images.id', '=', id)
    .executeTakeFirst()
  if (!row) throw unknownImage(id)
  const { digest, data: bytes, format } = row
  if (digest === null || bytes === null)
    throw problem('not-found', 'This image has no thumbnail: its format cannot be decoded here.')
  return { digest, bytes, mediaType: digest === id ? mediaTypes[format as Format] : 'image/webp' }
}
