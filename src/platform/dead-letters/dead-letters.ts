/** Dead letters, in a table of their own: any replica lists them, whoever set them aside. */
import { createHash } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import type { Database } from '../database/index.ts'
import { type Page, type PageQuery, toPage } from '../http/page.ts'
import type { JournalRecord } from '../journal/index.ts'
import { storableText } from '../text.ts'
import type { DeadLetter } from './schemas.ts'

export interface DeadLetters {
  /** Keeps records, given together, with what the database said of them; the same ones twice are one dead letter. */
  keep(records: readonly JournalRecord[], error: unknown): Promise<void>
  /** Newest first. */
  list(query: PageQuery): Promise<Page<DeadLetter>>
  findRecords(id: string): Promise<JournalRecord[] | undefined>
  /** Answers whether it was there. */
  remove(id: string): Promise<boolean>
}

interface DeadLetterTable {
  id: string
  kinds: string
  keys: string
  reason: string
  bytes: number
  set_aside_at: number
  records: Buffer
}

/** Of a reason that quotes the values it is about. */
const maxReasonLength = 1000

export function createDeadLetters({ database }: { database: Database }): DeadLetters {
  const db = database.tables<{ dead_letters: DeadLetterTable }>()

  return {
    async keep(records, error) {
      await db
        .insertInto('dead_letters')
        .values(toRow(records, error))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },
    async list({ limit, after }) {
      const rows = await db
        .selectFrom('dead_letters')
        .select(['id', 'kinds', 'keys', 'reason', 'bytes', 'set_aside_at'])
        .$if(after !== undefined, (query) =>
          query.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('set_aside_at', 'id'), '<', tuple(Number(after?.[0]), String(after?.[1]))),
          ),
        )
        .orderBy('set_aside_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, toDeadLetter, (row) => [row.set_aside_at, row.id])
    },
    async findRecords(id) {
      const row = await db.selectFrom('dead_letters').select('records').where('id', '=', id).executeTakeFirst()
      return row && deserialize(row.records)
    },
    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom('dead_letters').where('id', '=', id).executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function toRow(records: readonly JournalRecord[], error: unknown): DeadLetterTable {
  const bytes = serialize(records)
  return {
    id: createHash('sha256').update(bytes).digest('hex'),
    kinds: JSON.stringify(records.map(({ kind }) => kind)),
    keys: JSON.stringify(records.flatMap(({ keys = [] }) => keys)),
    reason: storableText(String(error instanceof Error ? error.message : error)).slice(0, maxReasonLength),
    bytes: bytes.length,
    set_aside_at: Date.now(),
    records: bytes,
  }
}

function toDeadLetter(row: Omit<DeadLetterTable, 'records'>): DeadLetter {
  return {
    id: row.id,
    kinds: JSON.parse(row.kinds),
    about: JSON.parse(row.keys),
    reason: row.reason,
    bytes: row.bytes,
    setAsideAt: new Date(row.set_aside_at).toISOString(),
  }
}
