/** What the pipeline would have stored of made-up images, as rows: a test holds the two side by side. */

import { colorRows } from '../../src/modules/catalog/colors/color-repository.ts'
import { toDetailRow } from '../../src/modules/catalog/detail-repository.ts'
import { altStateOf } from '../../src/modules/catalog/facets/alt-state.ts'
import { type CountChanges, everywhere } from '../../src/modules/catalog/facets/counts.ts'
import { valuesOfImage } from '../../src/modules/catalog/facets/image-values.ts'
import { valuesOfWays, waysOf } from '../../src/modules/catalog/facets/ways.ts'
import { toImageRow } from '../../src/modules/catalog/image-rows.ts'
import { toOccurrenceRow } from '../../src/modules/catalog/occurrence-repository.ts'
import { createWordReader } from '../../src/modules/catalog/search/image-words.ts'
import { toUse, toWordRow } from '../../src/modules/catalog/search/word-repository.ts'
import type { HeldTable, ImageTable, OccurrenceTable, UseTable } from '../../src/modules/catalog/tables.ts'
import { toRow as toResourceRow } from '../../src/modules/collect/findings/resource-rows.ts'
import type { Row } from './bulk-insert.ts'
import type { MadeImage } from './images.ts'

/** By table, in the order in which they refer to each other. */
export type Rows = [table: string, rows: Row[]][]

/** The images are new, and each is in one collection. Their values are added to `counts`. */
export function catalogueRows(made: MadeImage[], counts: CountChanges): Rows {
  const images = made.map(({ image }) => image)
  const occurrences = made.map((each) => each.occurrences.map(toOccurrenceRow).sort(byPlace))
  const uses = occurrences.map(usesOf)
  const rows = images.map((image, at) => ({ ...toImageRow(image), ways: waysOf(uses[at] as UseTable[]) }))
  for (const [at, image] of images.entries()) {
    const row = rows[at] as ImageTable
    const values = [...valuesOfImage(row), ...valuesOfWays(row.ways)]
    for (const scope of [everywhere, image.collectionId]) counts.add(scope, values)
  }
  const read = createWordReader()
  const words = rows.map((row, at) => toWordRow(row, read((occurrences[at] as OccurrenceTable[]).map(toUse))))
  const tables = {
    images: rows,
    image_details: images.map(toDetailRow),
    image_colors: images.flatMap(({ facts }, at) => colorRows(rows[at] as ImageTable, facts.palette)),
    collection_images: images.map(({ collectionId }, at) => toHeldRow(collectionId, rows[at] as ImageTable)),
    occurrences: occurrences.flat(),
    image_uses: uses.flat(),
    image_words: words,
    resources: made.flatMap(({ resources }) => resources.map(toResourceRow)),
  }
  return Object.entries(tables as unknown as Record<string, Row[]>)
}

/** Originals, and thumbnails: many share one, and the first who has it brings it. */
export function createBlobRows(): (made: MadeImage[]) => Row[] {
  const known = new Set<string>()
  return (made) => {
    const originals = made.map(({ image: { digest, original } }) => ({ digest, bytes: original }))
    const thumbnails = made.flatMap(({ image: { digest, thumbnail } }) =>
      thumbnail === null || thumbnail.digest === digest || known.has(thumbnail.digest) ? [] : thumbnail,
    )
    for (const { digest } of thumbnails) known.add(digest)
    return [...originals, ...thumbnails].map(({ digest, bytes }) => ({ digest, size: bytes.byteLength, data: bytes }))
  }
}

function toHeldRow(collection: string, image: ImageTable): HeldTable {
  const { id, first_seen_at, bytes, pixels, width, height, ways } = image
  return { collection_id: collection, image_id: id, first_seen_at, bytes, pixels, width, height, ways }
}

function byPlace(one: OccurrenceTable, other: OccurrenceTable): number {
  return one.page_key === other.page_key ? one.ordinal - other.ordinal : one.page_key < other.page_key ? -1 : 1
}

function usesOf(occurrences: OccurrenceTable[]): UseTable[] {
  const uses = new Map<string, UseTable>()
  for (const row of occurrences) {
    const use = { collection_id: row.collection_id, image_id: row.image_id, element: row.element, alt: altStateOf(row) }
    const key = `${use.element} ${use.alt}`
    uses.set(key, { ...use, uses: 1 + (uses.get(key)?.uses ?? 0) })
  }
  return [...uses.values()]
}
