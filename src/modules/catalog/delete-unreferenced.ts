/** Takes bytes away that nothing in the catalogue refers to. */
import type { Transaction } from 'kysely'
import type { CatalogTables } from './tables.ts'

/** Two images may share a thumbnail or a preview, and one image's bytes may be another's. */
const references = ['id', 'thumbnail', 'preview'] as const

export async function deleteUnreferenced(trx: Transaction<CatalogTables>, digests: string[]): Promise<void> {
  await trx
    .deleteFrom('blobs')
    .where('digest', 'in', digests)
    .where(({ eb, and, not, exists }) =>
      and(
        references.map((column) =>
          not(exists(eb.selectFrom('images').select('id').whereRef(column, '=', 'blobs.digest'))),
        ),
      ),
    )
    .execute()
}
