export { createJournal, type JournalOptions } from './journal.ts'
export { recordKind } from './record-kind.ts'
export type { Journal, JournalRecord, JournalState, RecordKind } from './types.ts'
export { weigh } from './weigh.ts'
