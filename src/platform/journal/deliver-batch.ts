/** Stores a batch of records in one transaction. */
import type { AnyTransaction, Database } from '../database/index.ts'
import { createBatchEnd } from './batch-end.ts'
import type { Circumstances, JournalRecord, RecordKind } from './types.ts'

export type BatchOutcome =
  | { hasArrived: true }
  /** `mayHaveArrived`: the database was lost while it committed, and only doing it again tells. */
  | { hasArrived: false; mayHaveArrived: boolean; error: unknown }

/**
 * Records are stored kind by kind, in the order in which the kinds were registered; inside a kind their order is kept.
 * The batch is one transaction, so nobody sees the difference, and a kind can store its share in few statements.
 * An empty batch finds out whether the database is there.
 */
export async function deliverBatch(
  database: Database,
  kinds: readonly RecordKind<never>[],
  records: readonly JournalRecord[],
  { wasAcknowledged = false }: Partial<Pick<Circumstances, 'wasAcknowledged'>> = {},
): Promise<BatchOutcome> {
  let isCommitting = false
  try {
    if (records.length === 0) await database.ping()
    else {
      await database.transaction(async (trx) => {
        await database.dialect.lock(trx, 'records', 'shared')
        const { atEnd, finish } = createBatchEnd(trx, database.dialect)
        await apply(trx, kinds, records, { dialect: database.dialect, wasAcknowledged, atEnd })
        await finish()
        isCommitting = true
      })
    }
    return { hasArrived: true }
  } catch (error) {
    return { hasArrived: false, mayHaveArrived: isCommitting && database.dialect.mayHaveCommitted(error), error }
  }
}

async function apply(
  trx: AnyTransaction,
  kinds: readonly RecordKind<never>[],
  records: readonly JournalRecord[],
  circumstances: Circumstances,
) {
  const byKind = Map.groupBy(records, (record) => record.kind)
  const unknown = records.find((record) => !kinds.some((kind) => kind.name === record.kind))
  if (unknown) throw new TypeError(`No kind of record is called ${unknown.kind}.`)
  for (const kind of kinds) {
    const share = byKind.get(kind.name)
    if (!share) continue
    await kind.apply(
      trx,
      share.map((record) => record.data as never),
      circumstances,
    )
  }
}
