/** The colours by which an image is found: those of its palette that are more than a speck of it. */
import type { ExpressionBuilder, Transaction } from 'kysely'
import type { CatalogTables, ColorTable } from '../tables.ts'
import type { PaletteColor } from '../types.ts'
import { cellOf, cellsNear, near } from './cells.ts'
import { type Perceived, perceive } from './perceived.ts'

/** Its part of what can be seen. */
const minShare = 0.05

/** Of images whose palettes have just been stored: palettes do not change, so neither do these. */
export async function addColors(trx: Transaction<CatalogTables>, palettes: Map<string, PaletteColor[]>): Promise<void> {
  const rows = [...palettes].flatMap(([id, palette]) => colorRows(id, palette))
  if (rows.length === 0) return
  await trx
    .insertInto('image_colors')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Distinct ones: two colours of a palette may be one in thousandths. */
export function colorRows(imageId: string, palette: PaletteColor[]): ColorTable[] {
  const large = palette.filter(({ share }) => share >= minShare).map(({ color }) => perceive(color))
  const distinct = new Map(large.map((color) => [Object.values(color).join(), color]))
  return [...distinct.values()].map((color) => ({ image_id: imageId, cell: cellOf(color), ...color }))
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
