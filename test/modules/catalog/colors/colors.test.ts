/** Images found by a colour that is near one of their palettes, on both databases. */
import { sql } from 'kysely'
import t from 'tap'
import type { PaletteColor } from '#catalog'
import type { Database, Position } from '#platform'
import { up as makeColors } from '../../../../migrations/0008-palette-colors.ts'
import { up as orderColors } from '../../../../migrations/0019-colors-in-order.ts'
import { cellOf, cellsNear } from '../../../../src/modules/catalog/colors/cells.ts'
import { type Perceived, perceive } from '../../../../src/modules/catalog/colors/perceived.ts'
import type { Images } from '../../../../src/modules/catalog/image-order.ts'
import { listImages } from '../../../../src/modules/catalog/image-repository.ts'
import { imageAdded } from '../../../../src/modules/catalog/records.ts'
import type { Sort } from '../../../../src/modules/catalog/schemas.ts'
import { colorInOrder } from '../../../../src/modules/catalog/search/color-in-order.ts'
import type { CatalogTables } from '../../../../src/modules/catalog/tables.ts'
import { createPerceive } from '../../../../src/modules/process/decoder/pixels/palette/perceived.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, image, store } from '../../../support/facts.ts'
import { forget } from '../../../support/forget.ts'
import { createRandom, type Random } from '../../../support/random.ts'

const hex = (random: Random) =>
  `#${random
    .integer(2 ** 24)
    .toString(16)
    .padStart(6, '0')}`

const squared = (one: Perceived, other: Perceived) =>
  (one.lightness - other.lightness) ** 2 + (one.red - other.red) ** 2 + (one.yellow - other.yellow) ** 2

const painted = (collectionId: string, palette: PaletteColor[], seenAt = 1000) => {
  const plain = image(collectionId, { seenAt })
  return { ...plain, facts: { ...plain.facts, palette } }
}

async function found(
  database: Database,
  {
    sort = 'oldest',
    limit = 500,
    near = 1000,
    ...filters
  }: { color: string; sort?: Sort; limit?: number; near?: number; maxHeight?: number },
): Promise<string[]> {
  const ids: string[] = []
  for (let after: Position | null | undefined; after !== null; ) {
    const page = await listImages(database.tables<CatalogTables>(), { filters, sort, limit, after }, { near })
    ids.push(...page.items.map(({ id }) => id))
    after = page.next
  }
  return ids
}

const readIds = async (images: Images) => (await images.select('images.id').execute()).map(({ id }) => id)

async function stored(database: Database): Promise<unknown[]> {
  const db = database.tables<CatalogTables>()
  return await sql`select image_id, cell, lightness, red, yellow, first_seen_at from image_colors
    order by image_id, lightness, red, yellow`
    .execute(db)
    .then(({ rows }) => rows)
}

t.test('perceive: as the palette is made, in thousandths', async (t) => {
  const [random, exact, asPalette] = [createRandom(1), new Float64Array(3), createPerceive()]
  const colors = ['#000000', '#ffffff', '#ff0000', '#0000ff', ...Array.from({ length: 500 }, () => hex(random))]
  for (const color of colors) {
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
    asPalette(red as number, green as number, blue as number, exact, 0)
    const rounded = Array.from(exact, (value) => Math.round(value * 1000) + 0)
    t.strictSame(Object.values(perceive(color)), rounded, color)
  }
})

t.test('cellsNear: has the cell of every colour that is near, and no cell is that of two places', async (t) => {
  const random = createRandom(2)
  const colors = Array.from({ length: 1500 }, () => perceive(hex(random)))
  const named = colors.reduce((sum, wanted) => sum + cellsNear(wanted).length, 0)
  t.ok(named < 22 * colors.length, 'and few that are too far away')
  const lost = colors.slice(0, 200).flatMap((wanted) => {
    const cells = new Set(cellsNear(wanted))
    return colors.filter((other) => squared(wanted, other) <= 100 ** 2 && !cells.has(cellOf(other)))
  })
  t.strictSame(lost, [])
  const places = Map.groupBy(colors, cellOf)
  for (const [cell, inside] of places)
    t.ok(
      inside.every((one) => Math.max(...inside.map((other) => squared(one, other))) < 3 * 100 ** 2),
      `${cell}`,
    )
})

t.test('near: what people would call alike, and what not', async (t) => {
  const isNear = (one: string, other: string) => squared(perceive(one), perceive(other)) <= 100 ** 2
  for (const [one, other] of [
    ['#ff0000', '#e01b24'],
    ['#ff0000', '#dc143c'],
    ['#ffffff', '#f0f0f0'],
    ['#000000', '#0a0a0a'],
    ['#1e90ff', '#3584e4'],
  ] as const)
    t.ok(isNear(one, other), `${one} ${other}`)
  for (const [one, other] of [
    ['#ff0000', '#ff8c00'],
    ['#ff0000', '#ff69b4'],
    ['#ffffff', '#c0c0c0'],
    ['#000000', '#000080'],
    ['#1e90ff', '#32cd32'],
  ] as const)
    t.notOk(isNear(one, other), `${one} ${other}`)
})

onEveryDatabase(
  'color: the images that a look at every palette finds, by the index of colours, in turn, and in its order',
  async (t, database) => {
    const { collectionId } = await collected(database)
    const random = createRandom(3)
    const palette = () =>
      Array.from({ length: random.integer(6) }, () => ({ color: hex(random), share: 0.01 * random.integer(30) }))
    const images = Array.from({ length: 200 }, (_, at) => painted(collectionId, palette(), at))
    for (const [at, { facts }] of images.entries()) facts.height += at % 3
    await store(database, ...images.map(imageAdded.record))
    let total = 0
    for (let round = 0; round < 40; round++) {
      const color = hex(random)
      const wanted = perceive(color)
      const expected = images
        .filter(({ facts }) =>
          facts.palette.some((has) => has.share >= 0.05 && squared(perceive(has.color), wanted) <= 100 ** 2),
        )
        .map(({ digest }) => digest)
      total += expected.length
      t.strictSame(await found(database, { color }), expected, color)
      t.strictSame(await found(database, { color, sort: 'newest', limit: 3 }), expected.toReversed(), color)
      for (const near of [1, 199])
        t.strictSame(
          await found(database, { color, sort: 'lightest', limit: 5, near }),
          expected.toSorted(),
          `${color}, near ${near}`,
        )
      const parts = colorInOrder(
        database.tables<CatalogTables>(),
        { order: { sort: 'newest', collection: undefined }, filters: { color }, after: undefined, read: readIds },
        { first: 3, most: 9 },
      )
      t.strictSame((await Array.fromAsync(parts)).flat(), expected.toReversed(), `${color}, a few images at once`)
      const low = images.filter(({ digest, facts }) => facts.height <= 31 && expected.includes(digest))
      t.strictSame(
        await found(database, { color, maxHeight: 31 }),
        low.map(({ digest }) => digest),
        color,
      )
    }
    t.ok(total > 50)
    t.strictSame(await found(database, { color: '#ABCDEF' }), await found(database, { color: '#abcdef' }))
  },
)

onEveryDatabase(
  'color: stored once with the palette, filled in by the migration, gone with the image',
  async (t, database) => {
    const { collectionId } = await collected(database)
    const one = painted(collectionId, [
      { color: '#ff0000', share: 0.7 },
      { color: '#ff0000', share: 0.2 },
      { color: '#00ff00', share: 0.04 },
    ])
    const plain = painted(collectionId, [])
    await store(database, imageAdded.record(one), imageAdded.record(plain))
    const kept = await stored(database)
    t.equal(kept.length, 1)
    const otherwise = { ...one, facts: { ...one.facts, palette: [{ color: '#0000ff', share: 1 }] } }
    await store(database, imageAdded.record(one), imageAdded.record(otherwise))
    t.strictSame(await stored(database), kept)
    await sql`drop table image_colors`.execute(database.tables())
    for (const up of [makeColors, orderColors]) await up(database.tables(), database.dialect)
    t.strictSame(await stored(database), kept)
    await forget(database, collectionId)
    t.strictSame(await stored(database), [])
  },
)
