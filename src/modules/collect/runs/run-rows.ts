/** From a run's row to what the API hands out. */
import type { Run } from '../schemas.ts'
import type { RunTable } from '../tables.ts'
import type { RunState } from '../types.ts'

/** A run to be made. */
export interface NewRun {
  id: string
  collectionId: string
  createdAt: number
}

export function toRun(row: RunTable): Run {
  const pages = {
    fetched: row.pages_fetched,
    skipped: row.pages_skipped,
    failed: row.pages_failed,
    waiting: row.pages_waiting,
  }
  const images = {
    stored: row.images_stored,
    duplicate: row.images_duplicate,
    alternate: row.images_alternate,
    skipped: row.images_skipped,
    failed: row.images_failed,
    waiting: row.images_waiting,
  }
  return {
    id: row.id,
    collectionId: row.collection_id,
    state: row.state as RunState,
    createdAt: toTime(row.created_at),
    startedAt: row.started_at === null ? null : toTime(row.started_at),
    finishedAt: row.finished_at === null ? null : toTime(row.finished_at),
    pages: { found: sumOf(pages), ...pages },
    images: { found: sumOf(images), ...images },
    bytes: row.bytes,
    error: row.error,
    changes: toChanges(row),
  }
}

function toChanges({ changes_new, changes_changed, changes_unchanged, changes_gone }: RunTable): Run['changes'] {
  if (changes_new === null) return null
  return {
    new: changes_new,
    changed: changes_changed ?? 0,
    unchanged: changes_unchanged ?? 0,
    gone: changes_gone ?? 0,
  }
}

/** A run that nobody has worked on. */
export function toQueuedRun({ id, collectionId, createdAt }: NewRun): Run {
  return {
    id,
    collectionId,
    state: 'queued',
    createdAt: toTime(createdAt),
    startedAt: null,
    finishedAt: null,
    pages: { found: 0, fetched: 0, skipped: 0, failed: 0, waiting: 0 },
    images: { found: 0, stored: 0, duplicate: 0, alternate: 0, skipped: 0, failed: 0, waiting: 0 },
    bytes: 0,
    error: null,
    changes: null,
  }
}

/** ISO 8601, from milliseconds since the epoch. */
export function toTime(ms: number): string {
  return new Date(ms).toISOString()
}

function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
