/** How runs go that the database does not have yet, counted from what is handed to the journal. */
import type { Submission } from '../../collections/collection-repository.ts'
import { toWaitingRun } from '../../collections/spooled-submissions.ts'
import type { CrawlEnd } from '../../crawl/pass.ts'
import type { SeenPage } from '../../findings/page-rows.ts'
import type { SeenResource } from '../../findings/resource-rows.ts'
import type { Run } from '../../schemas.ts'
import { pageCounts, resourceCounts } from '../../types.ts'
import { toTime } from '../run-rows.ts'

export interface EarlyProgress {
  begin(submission: Submission): void
  pages(seen: readonly SeenPage[]): void
  resources(seen: readonly SeenResource[]): void
  end(runId: string, end: CrawlEnd): void
  /** The database tells from now on. */
  forget(runId: string): void
  hasEnded(runId: string): boolean
  /** The run as it is now; undefined of one that was not begun here. */
  find(runId: string): Run | undefined
}

/** Rows are told apart by their place in the order of finding; which count each belongs to now. */
interface Entry {
  run: Run
  pages: Map<number, keyof Run['pages']>
  images: Map<number, keyof Run['images']>
}

export function createEarlyProgress(now: () => number = Date.now): EarlyProgress {
  const entries = new Map<string, Entry>()

  return {
    begin(submission) {
      const run: Run = { ...toWaitingRun(submission), state: 'running', startedAt: toTime(now()) }
      entries.set(run.id, { run, pages: new Map(), images: new Map() })
    },
    pages(seen) {
      for (const { runId, position, verdict } of seen) entries.get(runId)?.pages.set(position, pageCounts[verdict])
    },
    resources(seen) {
      for (const { runId, position, verdict, bytes } of seen) {
        const entry = entries.get(runId)
        if (!entry) continue
        const isNew = verdict === 'stored' && entry.images.get(position) !== 'stored'
        if (isNew) entry.run.bytes += bytes ?? 0
        entry.images.set(position, resourceCounts[verdict])
      }
    },
    end(runId, { state, error }) {
      const entry = entries.get(runId)
      if (!entry) return
      const run = { ...toRun(entry), state, error, finishedAt: toTime(now()) }
      for (const counts of [run.pages, run.images]) {
        counts.skipped += counts.waiting
        counts.waiting = 0
      }
      entries.set(runId, { run, pages: new Map(), images: new Map() })
    },
    forget: (runId) => void entries.delete(runId),
    hasEnded: (runId) => entries.get(runId)?.run.finishedAt != null,
    find(runId) {
      const entry = entries.get(runId)
      return entry && toRun(entry)
    },
  }
}

function toRun({ run, pages, images }: Entry): Run {
  if (run.finishedAt !== null) return run
  return { ...run, pages: countsOf(run.pages, pages), images: countsOf(run.images, images) }
}

function countsOf<Counts extends Record<string, number>>(none: Counts, rows: Map<number, keyof Counts>): Counts {
  const counts = { ...none, found: rows.size } as Record<keyof Counts, number>
  for (const count of rows.values()) counts[count] += 1
  return counts as Counts
}
