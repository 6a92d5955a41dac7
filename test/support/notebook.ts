/** A journal that writes numbers and words into a table of its own, in the order in which they arrive. */
import { sql, type Transaction } from 'kysely'
import { createJournal, type Database, type JournalOptions, type RecordKind, recordKind, silentLog } from '#platform'

export interface Note {
  id: number
  /** The database refuses null. */
  text: string | null
}

type NotebookTables = { notes: { seq?: number; id: number; text: string } }

export interface NotebookOptions extends Partial<Omit<JournalOptions, 'database' | 'kinds'>> {
  /** Told of every transaction in which notes are stored, before they are. */
  onApply?: (trx: Transaction<NotebookTables>, notes: Note[]) => Promise<void> | void
}

export async function openNotebook(database: Database, { onApply = () => {}, ...options }: NotebookOptions = {}) {
  const db = database.tables<NotebookTables>()
  const counter = database.dialect.name === 'sqlite' ? 'integer primary key autoincrement' : 'bigserial primary key'
  await sql`create table if not exists notes (seq ${sql.raw(counter)}, id integer not null unique, text text not null)`.execute(
    db,
  )

  const note: RecordKind<Note> = recordKind<NotebookTables, Note>('note', async (trx, notes) => {
    await onApply(trx, notes)
    const values = notes.map(({ id, text }) => ({ id, text: text as string }))
    await trx
      .insertInto('notes')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  })
  const brisk = { baseMs: 5, maxMs: 50 }
  const journal = createJournal({ database, kinds: [note], log: silentLog, backoff: brisk, ...options })
  return {
    journal,
    note: (id: number, text: string | null = 'word') => note.record({ id, text }),
    /** What arrived, in its order. */
    async arrived(): Promise<number[]> {
      const rows = await db.selectFrom('notes').select('id').orderBy('seq').execute()
      return rows.map((row) => row.id)
    },
  }
}

export const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
