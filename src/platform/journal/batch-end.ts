/** What is left to do when every kind of a batch has stored its share. */
import type { AnyTransaction, DatabaseDialect } from '../database/index.ts'
import type { Circumstances, EndWork } from './types.ts'

export interface BatchEnd {
  atEnd: Circumstances['atEnd']
  finish(): Promise<void>
}

export function createBatchEnd(trx: AnyTransaction, dialect: DatabaseDialect): BatchEnd {
  const left = new Map<EndWork<never>, unknown[]>()

  return {
    atEnd(work, note) {
      const notes = left.get(work)
      if (notes) notes.push(note)
      else left.set(work, [note])
    },
    async finish() {
      for (const [work, notes] of left) await work(trx, notes as never[], dialect)
    },
  }
}
