/** Defines one kind of record: its name, and how it is stored. */
import type { Transaction } from 'kysely'
import type { AnyTransaction } from '../database/index.ts'
import type { Circumstances, RecordKind } from './types.ts'
import { weigh } from './weigh.ts'

/**
 * @example
 * const pageFound = recordKind<CollectTables, FoundPage>('page-found', (trx, pages) => insertPages(trx, pages))
 * await journal.append(pageFound.record({ url, depth }))
 */
export function recordKind<Tables, Data>(
  name: string,
  apply: (trx: Transaction<Tables>, data: Data[], circumstances: Circumstances) => Promise<void>,
  /** Names by which a record can be found while it waits on the disk. */
  keysOf: (data: Data) => string[] = () => [],
): RecordKind<Data> {
  return {
    name,
    record: (data) => ({ kind: name, data, bytes: weigh(data), keys: keysOf(data) }),
    apply: (trx: AnyTransaction, data, circumstances) =>
      apply(trx as unknown as Transaction<Tables>, data, circumstances),
  }
}
