/** Holds rows until the transaction ends. */
import type { Transaction } from 'kysely'
import type { DatabaseDialect } from '#platform'
import { inChunks } from './in-chunks.ts'
import type { CatalogTables } from './tables.ts'

/** In the order of their ids, so that two replicas never wait for each other in a circle. Others may still come to refer to them. */
export async function lockRows(
  trx: Transaction<CatalogTables>,
  { lockRows }: DatabaseDialect,
  table: 'collections' | 'images',
  ids: string[],
): Promise<void> {
  for (const some of inChunks([...new Set(ids)].sort(), 1000)) {
    await trx.selectFrom(table).select('id').where('id', 'in', some).orderBy('id').modifyEnd(lockRows).execute()
  }
}
