export { createJournal, type JournalOptions } from './journal.ts'
export { recordKind } from './record-kind.ts'
export { createSpools, type Spools } from './spool/index.ts'
export type {
  Circumstances,
  EndWork,
  Journal,
  JournalRecord,
  JournalState,
  RecordKind,
  RefusedRecords,
  Stored,
} from './types.ts'
export { weigh } from './weigh.ts'
