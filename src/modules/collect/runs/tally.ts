/** Keeps the counts of runs true to their rows: every change of a verdict moves one from count to count, in the same transaction. */
import { type ExpressionBuilder, sql, type Transaction } from 'kysely'
import type { CollectTables, RunTable } from '../tables.ts'
import { isOfKept } from './kept.ts'

type Trx = Transaction<CollectTables>
export type Counter = keyof Pick<RunTable, Extract<keyof RunTable, `pages_${string}` | `images_${string}` | 'bytes'>>

/** What changes in the counts of one run. */
export type Tally = Map<Counter, number>

export interface HeldRun {
  isActive: boolean
  /** The run that it is compared with. */
  previousRunId: string | null
  /** Of the latest lease. */
  token: number
}

/**
 * The runs of a batch that still exist, and whether each goes on.
 * Their rows are held until the transaction ends, so that counts never race.
 */
export async function holdRuns(trx: Trx, runIds: Iterable<string>): Promise<Map<string, HeldRun>> {
  const rows = await trx
    .updateTable('runs')
    .set({ state: sql.ref('state') })
    .where('id', 'in', [...new Set(runIds)].sort())
    .where(isOfKept)
    .returning(['id', 'finished_at', 'previous_run_id', 'fencing_token'])
    .execute()
  return new Map(rows.map((row) => [row.id, toHeld(row)]))
}

function toHeld(row: Pick<RunTable, 'finished_at' | 'previous_run_id' | 'fencing_token'>): HeldRun {
  return {
    isActive: row.finished_at === null,
    previousRunId: row.previous_run_id,
    token: row.fencing_token,
  }
}

export function createTallies() {
  const tallies = new Map<string, Tally>()

  function add(runId: string, counter: Counter, amount: number): void {
    const tally = tallies.get(runId) ?? new Map()
    tallies.set(runId, tally.set(counter, (tally.get(counter) ?? 0) + amount))
  }

  return {
    add,
    /** One row goes from count to count. */
    move(runId: string, from: Counter, to: Counter): void {
      add(runId, from, -1)
      add(runId, to, 1)
    },
    async store(trx: Trx): Promise<void> {
      for (const [runId, tally] of tallies) await addTally(trx, runId, tally)
    },
  }
}

async function addTally(trx: Trx, runId: string, tally: Tally): Promise<void> {
  const changes = [...tally].filter(([, amount]) => amount !== 0)
  if (changes.length === 0) return
  const increased = (eb: ExpressionBuilder<CollectTables, 'runs'>) =>
    Object.fromEntries(changes.map(([counter, amount]) => [counter, eb(counter, '+', amount)]))
  await trx.updateTable('runs').set(increased).where('id', '=', runId).execute()
}
