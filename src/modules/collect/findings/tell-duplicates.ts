/** Tells which addresses of a run gave the same bytes. */
import { sql, type Transaction } from 'kysely'
import { storableText } from '#platform'
import type { CollectTables, ResourceTable } from '../tables.ts'
import { keyOf } from './resource-rows.ts'

/** Of several addresses that gave the same bytes in one run the first is `stored`: the rows of the others are changed to say so. */
export async function tellDuplicates(trx: Transaction<CollectTables>, rows: ResourceTable[]): Promise<void> {
  const stored = rows.filter((row) => row.verdict === 'stored')
  if (stored.length === 0) return
  const owners = await storedImages(trx, stored)
  // What this batch says of an owner is newer than what the database knows of it.
  const said = new Map(rows.map((row) => [keyOf(row), row]))
  for (const [image, owner] of owners) {
    const row = said.get(keyOf(owner))
    if (row && (row.verdict !== 'stored' || imageOf(row) !== image)) owners.delete(image)
  }
  for (const row of stored) {
    const owner = owners.get(imageOf(row))
    if (owner === undefined) owners.set(imageOf(row), row)
    if (owner === undefined || owner.url_key === row.url_key) continue
    row.verdict = 'duplicate'
    row.reason = storableText(`The same bytes as ${owner.url}.`)
  }
}

type Owner = Pick<ResourceTable, 'run_id' | 'image_id' | 'url_key' | 'url'>

/** The one address of each image that its run counts as `stored`, by run and image. */
async function storedImages(trx: Transaction<CollectTables>, rows: ResourceTable[]): Promise<Map<string, Owner>> {
  const owners = await trx
    .selectFrom('resources')
    .select(['run_id', 'image_id', 'url_key', 'url'])
    .where('verdict', '=', sql.lit('stored')) // as the index says it
    .where('run_id', 'in', [...new Set(rows.map((row) => row.run_id))])
    .where('image_id', 'in', [...new Set(rows.map((row) => row.image_id))])
    .execute()
  return new Map(owners.map((row) => [imageOf(row), row]))
}

function imageOf({ run_id, image_id }: Pick<ResourceTable, 'run_id' | 'image_id'>): string {
  return `${run_id} ${image_id}`
}
