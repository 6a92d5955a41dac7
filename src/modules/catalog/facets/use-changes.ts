/** How often each image is used in each way, and what that changes in the counts. */
import { sql, type Transaction } from 'kysely'
import { inChunks } from '../in-chunks.ts'
import type { PlaceChanges } from '../place-changes.ts'
import type { CatalogTables, OccurrenceTable, UseTable } from '../tables.ts'
import { altStateOf } from './alt-state.ts'
import { type CountChanges, everywhere } from './counts.ts'
import { storeWays } from './store-ways.ts'
import { valuesOfWays, waysOf } from './ways.ts'

type Trx = Transaction<CatalogTables>

/** The places are changed already, and their images locked: nobody else may change how they are used. */
export async function settleUses(trx: Trx, { gone, come }: PlaceChanges, counts: CountChanges): Promise<void> {
  const changes = new Map<string, UseTable>()
  for (const row of come) note(changes, row, 1)
  for (const row of gone) note(changes, row, -1)
  const telling = [...changes.values()].filter(({ uses }) => uses !== 0)
  for (const some of inChunks(telling, 1000)) await changeUses(trx, some, counts)
}

/** So many uses more or less of an image in one way. */
function note(changes: Map<string, UseTable>, row: OccurrenceTable, by: 1 | -1): void {
  const { image_id, collection_id, element } = row
  const use = { image_id, collection_id, element, alt: altStateOf(row), uses: by }
  const key = keyOf(use)
  changes.set(key, { ...use, uses: by + (changes.get(key)?.uses ?? 0) })
}

function keyOf({ image_id, collection_id, element, alt }: UseTable): string {
  return `${image_id} ${collection_id} ${element} ${alt}`
}

async function changeUses(trx: Trx, changes: UseTable[], counts: CountChanges): Promise<void> {
  const images = [...new Set(changes.map((change) => change.image_id))]
  const before = await trx.selectFrom('image_uses').selectAll().where('image_id', 'in', images).execute()
  const after = new Map(before.map((use) => [keyOf(use), use]))
  for (const change of changes) {
    const uses = (after.get(keyOf(change))?.uses ?? 0) + change.uses
    after.set(keyOf(change), { ...change, uses })
  }
  const changed = changes.map((change) => after.get(keyOf(change)) as UseTable)
  await store(trx, changed)
  const left = [...after.values()].filter(({ uses }) => uses > 0)
  await storeWays(trx, before, left)
  countUses(counts, before, -1)
  countUses(counts, left, 1)
}

/** Each image counts once for each value in a collection, and once in all of them. */
export function countUses(counts: CountChanges, uses: UseTable[], by: 1 | -1): void {
  for (const ofImage of Map.groupBy(uses, (use) => use.image_id).values()) {
    counts.add(everywhere, valuesOfWays(waysOf(ofImage)), by)
    for (const [scope, own] of Map.groupBy(ofImage, (use) => use.collection_id)) {
      counts.add(scope, valuesOfWays(waysOf(own)), by)
    }
  }
}

async function store(trx: Trx, uses: UseTable[]): Promise<void> {
  const left = uses.filter((use) => use.uses > 0)
  const over = uses.filter((use) => use.uses <= 0)
  if (left.length > 0) await put(trx, left)
  if (over.length > 0) await remove(trx, over)
}

async function put(trx: Trx, uses: UseTable[]): Promise<void> {
  await trx
    .insertInto('image_uses')
    .values(uses)
    .onConflict((conflict) =>
      conflict
        .columns(['image_id', 'collection_id', 'element', 'alt'])
        .doUpdateSet((eb) => ({ uses: eb.ref('excluded.uses') })),
    )
    .execute()
}

async function remove(trx: Trx, uses: UseTable[]): Promise<void> {
  const keys = uses.map((use) => sql`(${use.image_id}, ${use.collection_id}, ${use.element}, ${use.alt})`)
  await trx
    .deleteFrom('image_uses')
    .where(sql<boolean>`(image_id, collection_id, element, alt) in (values ${sql.join(keys)})`)
    .execute()
}
