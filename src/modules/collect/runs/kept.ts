/** Tells runs that are answered of from those whose collection is being deleted. */
import type { ExpressionBuilder } from 'kysely'
import type { CollectTables } from '../tables.ts'

export function isOfKept({ exists, selectFrom }: ExpressionBuilder<CollectTables, 'runs'>) {
  const collection = selectFrom('collections').select('collections.id').whereRef('collections.id', '=', 'collection_id')
  return exists(collection.where('forgotten', '=', 0))
}
