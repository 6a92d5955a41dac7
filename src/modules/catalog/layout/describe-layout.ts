/** Reads the shape of every image of a list. */
import { type Database, type Position, problem } from '#platform'
import { countImages } from '../facets/read-counts.ts'
import { isWhole } from '../image-filters.ts'
import { packedRows } from '../packed-rows.ts'
import { scanImages } from '../scan-images.ts'
import type { ImageFilters, Sort } from '../schemas.ts'
import type { CatalogTables, ImageTable } from '../tables.ts'
import { step, toCode, writeLayout } from './layout-format.ts'

export interface LayoutQuery {
  filters: ImageFilters
  sort: Sort
  /** The cursor of the list that goes on behind a position. */
  cursorAt(position: Position): string
  /** More images are refused. */
  mostImages: number
  /** Aborts when nobody waits for it any more. */
  signal: AbortSignal
}

const atOnce = 8 * step

type Shape = Pick<ImageTable, 'width' | 'height'>

export async function describeLayout(database: Database, query: LayoutQuery): Promise<Buffer> {
  const { filters, sort, cursorAt, mostImages, signal } = query
  const db = database.tables<CatalogTables>()
  if (isWhole(filters) && (await countImages(db, filters.collection)) > mostImages) throw tooMany(mostImages)
  const codes: Uint8Array[] = []
  const ends: Position[] = []
  let count = 0
  const read = database.dialect.name === 'postgres' ? packedRows : undefined
  const scan = { filters, sort, columns: ['width', 'height'] as const, atOnce, read, signal }
  for await (const { rows, positionOf } of scanImages(db, scan)) {
    codes.push(Uint8Array.from(rows, ({ width, height }) => toCode(width, height)))
    // The last place of each step; the step before may have begun in another part.
    for (let at = step - 1 - (count % step); at < rows.length; at += step) ends.push(positionOf(rows[at] as Shape))
    count += rows.length
    if (count > mostImages) throw tooMany(mostImages)
  }
  const isFull = count > 0 && count % step === 0
  return writeLayout(codes, (isFull ? ends.slice(0, -1) : ends).map(cursorAt))
}

function tooMany(most: number) {
  return problem('too-many-images', `A layout has ${most} images at most: choose fewer by filters.`)
}
