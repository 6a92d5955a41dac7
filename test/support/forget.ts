/** Deletes a collection as the API does, and removes all that there is of it before it answers. */
import { createCatalog } from '#catalog'
import type { Database, Journal } from '#platform'
import { forgetCollection } from '../../src/modules/collect/collections/remove-collection.ts'
import { sweepShare } from '../../src/modules/collect/collections/sweep-collection.ts'

/** Deleting writes to no journal. */
export const contentsOf = (database: Database) => createCatalog({ database, journal: {} as Journal })

export async function forget(database: Database, id: string): Promise<void> {
  const rooms = { database, contents: contentsOf(database) }
  await forgetCollection(rooms, id)
  for (let swept = 'some'; swept !== 'all'; ) swept = await sweepShare(rooms, id)
}
