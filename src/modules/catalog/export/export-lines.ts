/** What an export says, batch by batch: never more in memory than a batch, however many images and uses there are. */
import type { Kysely } from 'kysely'
import type { Position } from '#platform'
import { type ImageListQuery, listImages } from '../image-repository.ts'
import type { Image } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { listUses, type Use } from './use-repository.ts'

/** An image in one of its uses; null where it has none. */
export interface ExportLine {
  image: Image
  use: Use | null
}

type Db = Kysely<CatalogTables>

const imagesAtOnce = 100
const usesAtOnce = 500

/** In the order of the list; each batch is asked for when the one before was taken. */
export async function* exportLines(
  db: Db,
  { filters, sort, signal }: Pick<ImageListQuery, 'filters' | 'sort' | 'signal'>,
): AsyncGenerator<ExportLine[]> {
  for (let after: Position | null | undefined; after !== null; ) {
    const page = await listImages(db, { filters, sort, limit: imagesAtOnce, after, signal })
    if (page.items.length > 0) yield* linesOf(db, page.items, filters.collection)
    after = page.next
  }
}

/** One question for all their uses; an image of which that did not tell all is asked after by itself. */
async function* linesOf(db: Db, images: Image[], collection: string | undefined): AsyncGenerator<ExportLine[]> {
  const ids = images.map(({ id }) => id)
  const told = await listUses(db, { images: ids, collection, limit: usesAtOnce, after: undefined })
  const uses = Map.groupBy(told.items, ({ image }) => image)
  const isTold = ({ id }: Image) => told.next === null || id < String(told.next[0])
  let batch: ExportLine[] = []
  for (const image of images) {
    if (isTold(image)) {
      batch.push(...toLines(image, uses.get(image.id) ?? []))
      continue
    }
    yield batch
    yield* linesByPages(db, image, collection)
    batch = []
  }
  yield batch
}

async function* linesByPages(db: Db, image: Image, collection: string | undefined): AsyncGenerator<ExportLine[]> {
  const query = { images: [image.id], collection, limit: usesAtOnce }
  for (let after: Position | null | undefined; after !== null; ) {
    const page = await listUses(db, { ...query, after })
    yield toLines(image, page.items)
    after = page.next
  }
}

function toLines(image: Image, uses: Use[]): ExportLine[] {
  return uses.length === 0 ? [{ image, use: null }] : uses.map((use) => ({ image, use }))
}
