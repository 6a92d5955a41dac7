/** A run in words and numbers for people. */
import type { Collection, Run, RunState } from '../api/types.ts'
import { shortAddress } from './addresses.ts'
import { counted } from './numbers.ts'

const states: Record<RunState, string> = {
  queued: 'Waiting',
  running: 'Collecting',
  succeeded: 'Complete',
  partial: 'Ended early',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export function stateInWords(state: RunState): string {
  return states[state] ?? state
}

/** One sentence on where the run stands, and why it ended if it did. Of a list of images no page is read. */
export function runInWords(run: Run, isList = false): string {
  switch (run.state) {
    case 'queued':
      return isList ? 'Waiting for its turn.' : 'Waiting for its turn. At most one run is active for each site.'
    case 'running':
      return run.error ?? (isList ? 'Fetching the pictures.' : 'Reading pages and fetching their pictures.')
    case 'succeeded':
      return failuresInWords(run, isList)
    case 'partial':
      return run.error ?? 'A limit ended it before everything was seen.'
    case 'failed':
      return run.error ?? (isList ? 'The list could not be collected.' : 'The start page could not be had.')
    case 'cancelled':
      return run.error ?? 'What was collected until then is kept.'
  }
}

function failuresInWords({ pages, images }: Run, isList: boolean): string {
  const lost = []
  if (pages.failed > 0) lost.push(counted(pages.failed, 'page'))
  if (images.failed > 0) lost.push(counted(images.failed, 'picture'))
  if (lost.length > 0) return `Every address was tried; ${lost.join(' and ')} could not be had.`
  return isList ? 'Every picture was seen.' : 'Every page and every picture was seen.'
}

/** Whether a run has ended and left something that another try may have. */
export function canRetry({ finishedAt, pages, images }: Run): boolean {
  return finishedAt !== null && pages.failed + images.failed > 0
}

/** Between 0 and 1: how much of what has been found so far is settled. Full only when the run has ended. */
export function progressOf(run: Run): number {
  if (run.finishedAt !== null) return 1
  const found = run.pages.found + run.images.found
  const waiting = run.pages.waiting + run.images.waiting
  return found === 0 ? 0 : Math.min(0.99, (found - waiting) / found)
}

/** Milliseconds from the start to the end, or to now. */
export function elapsed(run: Run, now: number): number {
  const start = Date.parse(run.startedAt ?? run.createdAt)
  return Math.max(0, (run.finishedAt === null ? now : Date.parse(run.finishedAt)) - start)
}

export function collectionName(collection: Collection): string {
  return collection.name || (collection.url === null ? 'A list of images' : shortAddress(collection.url))
}
