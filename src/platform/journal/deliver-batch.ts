/** Stores a batch of records in one transaction. */
import { setImmediate } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import type { JournalRecord, RecordKind } from './types.ts'

/**
 * Records are stored kind by kind, in the order in which the kinds were registered; inside a kind their order is kept.
 * The batch is one transaction, so nobody sees the difference, and a kind can store its share in few statements.
 */
export async function deliverBatch(
  database: Database,
  kinds: readonly RecordKind<never>[],
  records: readonly JournalRecord[],
): Promise<void> {
  const byKind = Map.groupBy(records, (record) => record.kind)
  await database.transaction(async (trx) => {
    for (const kind of kinds) {
      const share = byKind.get(kind.name)
      if (!share) continue
      await kind.apply(
        trx,
        share.map((record) => record.data as never),
      )
      // SQLite answers without ever leaving this turn of the event loop: let others have theirs.
      await setImmediate()
    }
  })
}
