/** How a run leaves its replica: at its end, or for another to go on with. */
import { sql, type Transaction } from 'kysely'
import { countChanges } from '../findings/changes.ts'
import { hasUnseenPages } from '../findings/page-repository.ts'
import type { CollectTables } from '../tables.ts'
import type { FinalState, PageVerdict, ResourceVerdict } from '../types.ts'
import { holdRuns } from './tally.ts'

type Trx = Transaction<CollectTables>

export interface FinishedRun {
  id: string
  /** Of the lease under which it was worked on; null for a run that nobody worked on. */
  token: number | null
  state: FinalState
  error: string | null
  finishedAt: number
}

/** Gives what still waits its last verdict, so that the counts of a finished run hold nothing that waits. */
export async function finishRun(trx: Trx, { id, token, state, error, finishedAt }: FinishedRun): Promise<void> {
  const run = (await holdRuns(trx, [id])).get(id)
  // A replica that lost its lease, or says twice what it said before somebody opened the run again, is not heard.
  if (!run?.isActive || (token !== null && token !== run.token)) return
  const left = leftoversOf(state, error)
  const isWhole = state === 'succeeded' && !(await hasUnseenPages(trx, id))
  const changes = run.previousRunId && (await countChanges(trx, { id, previousRunId: run.previousRunId, isWhole }))
  await trx.updateTable('pages').set(left.pages).where('run_id', '=', id).where('verdict', '=', 'waiting').execute()
  await trx
    .updateTable('resources')
    .set(left.resources)
    .where('run_id', '=', id)
    .where('verdict', '=', 'waiting')
    .execute()
  await trx
    .updateTable('runs')
    .set({
      state,
      error,
      finished_at: finishedAt,
      lease_owner: null,
      lease_expires_at: null,
      pages_skipped: sql<number>`pages_skipped + pages_waiting`,
      pages_waiting: 0,
      images_skipped: sql<number>`images_skipped + images_waiting`,
      images_waiting: 0,
      ...(changes && {
        changes_new: changes.new,
        changes_changed: changes.changed,
        changes_unchanged: changes.unchanged,
        changes_gone: changes.gone,
      }),
    })
    .where('id', '=', id)
    .execute()
}

/** A run that its replica lets go of; `token` is its lease's. */
export interface ReleasedRun {
  id: string
  token: number
}

/** Whoever comes first may claim it now; the attempt was none. Nothing, when the lease was lost before. */
export async function releaseRun(trx: Trx, { id, token }: ReleasedRun): Promise<void> {
  await trx
    .updateTable('runs')
    .set({ lease_expires_at: 0, attempts: sql<number>`attempts - 1` })
    .where('id', '=', id)
    .where('fencing_token', '=', token)
    .where('state', '=', 'running')
    .where('lease_expires_at', '>', 0)
    .execute()
}

interface Leftover {
  pages: { verdict: PageVerdict; reason: string }
  resources: { verdict: ResourceVerdict; reason: string }
}

const cancelled: Leftover = {
  pages: { verdict: 'cancelled', reason: 'The run was cancelled before this page was read.' },
  resources: { verdict: 'cancelled', reason: 'The run was cancelled before this image was fetched.' },
}

/** What ended the run says best why a page was not read. */
function leftoversOf(state: FinalState, error: string | null): Leftover {
  if (state === 'cancelled') return cancelled
  return {
    pages: { verdict: 'limit', reason: error ?? 'The run ended before this page was read.' },
    resources: { verdict: 'cancelled', reason: 'The run ended before this image was fetched.' },
  }
}
