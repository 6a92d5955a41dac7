/** Looks for hashes near another in the four indexes on their bands. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { inChunks } from '../in-chunks.ts'
import type { CatalogTables } from '../tables.ts'
import { bandsNear, distanceFrom } from './near-hashes.ts'

type Db = Kysely<CatalogTables>

/** Enough for a distance of 8 in one statement, which SQLite answers without leaving the turn of the event loop. */
const valuesAtOnce = 200

/** The hashes within the distance that images have, and how far they are. */
export async function findHashes(db: Db, hash: string, distance: number): Promise<Map<string, number>> {
  const distanceTo = distanceFrom(hash)
  const near = new Map<string, number>()
  const values = bandsNear(hash, distance).flatMap((band) => band.values.map((value) => ({ start: band.start, value })))
  for (const share of inChunks(values, valuesAtOnce)) {
    for (const other of await findByBands(db, share)) {
      const away = distanceTo(other)
      if (away <= distance) near.set(other, away)
    }
    await setImmediate()
  }
  return near
}

interface BandValue {
  start: number
  value: string
}

async function findByBands(db: Db, values: BandValue[]): Promise<string[]> {
  const [first, ...others] = Array.from(
    Map.groupBy(values, ({ start }) => start),
    ([start, some]) => joinedByBand(db, start, some),
  )
  const rows = await others.reduce((all, other) => all?.unionAll(other), first)?.execute()
  return rows?.flatMap(({ joined }) => joined?.split(' ') ?? []) ?? []
}

/** All of them in one text: thousands share a band, and a row of its own for each takes longer than finding it. */
function joinedByBand(db: Db, start: number, values: BandValue[]) {
  return db
    .selectFrom('images')
    .select(sql<string | null>`string_agg(phash, ' ')`.as('joined'))
    .where(
      sql<string>`substr(phash, ${sql.lit(start)}, 4)`,
      'in',
      values.map(({ value }) => value),
    )
}
