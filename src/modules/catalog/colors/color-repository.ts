/** The colours by which an image is found: those of its palette that are more than a speck of it. */
import type { ExpressionBuilder, Transaction } from 'kysely'
import type { Position } from '#platform'
import type { CatalogTables, ColorTable, ImageTable } from '../tables.ts'
import type { PaletteColor } from '../types.ts'
import { cellOf, cellsNear, near } from './cells.ts'
import { type Perceived, perceive } from './perceived.ts'

/** Its part of what can be seen. */
const minShare = 0.05

/** Of images whose palettes have just been stored: palettes do not change, so neither do these. */
export async function addColors(trx: Transaction<CatalogTables>, palettes: Map<string, PaletteColor[]>): Promise<void> {
  if (palettes.size === 0) return
  const images = trx.selectFrom('images').select(['id', 'first_seen_at'])
  const stored = await images.where('id', 'in', [...palettes.keys()]).execute()
  const rows = stored.flatMap((image) => colorRows(image, palettes.get(image.id) ?? []))
  if (rows.length === 0) return
  await trx
    .insertInto('image_colors')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export function colorRows(image: Pick<ImageTable, 'id' | 'first_seen_at'>, palette: PaletteColor[]): ColorTable[] {
  return colorsOf(palette).map((color) => ({ image_id: image.id, first_seen_at: image.first_seen_at, ...color }))
}

/** Distinct ones: two colours of a palette may be one in thousandths. */
export function colorsOf(palette: PaletteColor[]): (Perceived & Pick<ColorTable, 'cell'>)[] {
  const large = palette.filter(({ share }) => share >= minShare).map(({ color }) => perceive(color))
  const distinct = new Map(large.map((color) => [Object.values(color).join(), color]))
  return [...distinct.values()].map((color) => ({ cell: cellOf(color), ...color }))
}

type Builder = ExpressionBuilder<CatalogTables, 'images'>
type ColorBuilder = ExpressionBuilder<CatalogTables, 'image_colors'>

/** By the index of colours: the images that have one near it. */
export function haveColor(eb: Builder, color: string) {
  return eb('images.id', 'in', imagesWithColor(eb, color))
}

/** The same as a query of its own: their `image_id`, more than once where several of their colours are near. */
export function imagesWithColor(db: Pick<Builder, 'selectFrom'>, color: string) {
  const wanted = perceive(color)
  return db
    .selectFrom('image_colors')
    .select('image_id')
    .where('cell', 'in', cellsNear(wanted))
    .where((each) => isNear(each, wanted))
}

/** Those of a stretch of the order in which images were first seen: the index has each cell in it, so nothing else is read. */
export function imagesWithColorIn(
  db: Pick<Builder, 'selectFrom'>,
  color: string,
  { beyond, upTo, direction }: Stretch,
) {
  const [behind, atMost] = direction === 'desc' ? (['<', '>='] as const) : (['>', '<='] as const)
  const isAt = (eb: ColorBuilder, comparison: '<' | '<=' | '>' | '>=', [at, id]: Position) =>
    eb(eb.refTuple('first_seen_at', 'image_id'), comparison, eb.tuple(Number(at), String(id)))
  return imagesWithColor(db, color)
    .$if(beyond !== undefined, (query) => query.where((eb) => isAt(eb, behind, beyond as Position)))
    .$if(upTo !== undefined, (query) => query.where((eb) => isAt(eb, atMost, upTo as Position)))
}

/** Between two positions, the first excluded; without one, from the first image on, or to the last. */
interface Stretch {
  beyond: Position | undefined
  upTo: Position | undefined
  direction: 'asc' | 'desc'
}

/** By the image's own colours: for those that are looked at one after the other anyway. */
export function hasColor(eb: Builder, color: string) {
  const wanted = perceive(color)
  const own = eb.selectFrom('image_colors').select('image_id').whereRef('image_colors.image_id', '=', 'images.id')
  return eb.exists(own.where((each) => isNear(each, wanted)))
}

function isNear(eb: ColorBuilder, wanted: Perceived) {
  const squared = (part: keyof Perceived) => {
    const apart = eb.parens(eb(part, '-', wanted[part]))
    return eb(apart, '*', apart)
  }
  return eb(eb(eb(squared('lightness'), '+', squared('red')), '+', squared('yellow')), '<=', near * near)
}
