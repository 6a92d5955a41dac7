/** The journal's numbers: what waits for the database, and whether it is there. */
import type { Journal } from '../journal/index.ts'
import type { Metrics } from './types.ts'

export function measureJournal({ gauge, counter }: Metrics, { state }: Pick<Journal, 'state'>): void {
  gauge({
    name: 'magpie_database_up',
    help: '1 while the database answers, 0 while records wait for its return.',
    read: () => Number(state().delivery === 'delivering'),
  })
  gauge({
    name: 'magpie_journal_has_room',
    help: '1 while records are accepted, 0 while collecting pauses and submissions are refused.',
    read: () => Number(state().hasRoom),
  })
  gauge({
    name: 'magpie_journal_records',
    help: 'Records that are accepted and not yet in the database.',
    read: () => state().records,
  })
  gauge({
    name: 'magpie_journal_memory_bytes',
    help: 'Memory that waiting records hold; its limit is BUFFER_MAX_BYTES.',
    read: () => state().bytes,
  })
  gauge({
    name: 'magpie_journal_spool_bytes',
    help: 'What waiting records hold on the disk; its limit is SPOOL_MAX_BYTES.',
    read: () => state().spooledBytes,
  })
  counter({
    name: 'magpie_dead_letters_total',
    help: 'Records that the database refused for their own sake; each is logged as an error.',
    read: () => state().deadLetters,
  })
}
