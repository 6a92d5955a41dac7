import t from 'tap'
import type { Run } from '../../../src/gallery/api/types.ts'
import { canRetry, elapsed, progressOf, runInWords } from '../../../src/gallery/words/runs.ts'

const fresh: Run = {
  id: 'r',
  collectionId: 'c',
  state: 'running',
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: '2026-01-01T00:00:10Z',
  finishedAt: null,
  pages: { found: 0, fetched: 0, skipped: 0, failed: 0, waiting: 0 },
  images: { found: 0, stored: 0, duplicate: 0, alternate: 0, skipped: 0, failed: 0, waiting: 0 },
  bytes: 0,
  error: null,
  changes: null,
}

t.test('progressOf: what is settled of what was found, full only at the end', async (t) => {
  t.equal(progressOf(fresh), 0)
  t.equal(progressOf({ ...fresh, pages: { ...fresh.pages, found: 4, fetched: 1, waiting: 3 } }), 0.25)
  t.equal(progressOf({ ...fresh, pages: { ...fresh.pages, found: 4, fetched: 4 } }), 0.99)
  t.equal(progressOf({ ...fresh, finishedAt: '2026-01-01T00:01:00Z' }), 1)
})

t.test('canRetry: of what has ended and left something', async (t) => {
  const pages = { ...fresh.pages, found: 2, fetched: 1, failed: 1 }
  const images = { ...fresh.images, found: 1, failed: 1 }
  const ended = { ...fresh, finishedAt: '2026-01-01T00:01:00Z' }
  t.equal(canRetry(ended), false)
  t.equal(canRetry({ ...ended, pages }), true)
  t.equal(canRetry({ ...ended, images }), true)
  t.equal(canRetry({ ...fresh, pages, images }), false)
})

t.test('elapsed: from the start to the end, or to now', async (t) => {
  t.equal(elapsed(fresh, Date.parse('2026-01-01T00:00:15Z')), 5000)
  t.equal(elapsed({ ...fresh, finishedAt: '2026-01-01T00:00:40Z' }, Date.now()), 30_000)
  t.equal(elapsed(fresh, 0), 0)
})

t.test('runInWords: the reason why a run ended comes first', async (t) => {
  t.equal(runInWords({ ...fresh, state: 'failed', error: 'The name is not known.' }), 'The name is not known.')
  t.match(runInWords({ ...fresh, state: 'failed' }), /start page/)
  t.match(runInWords({ ...fresh, state: 'partial' }), /limit/)
  const pages = { ...fresh.pages, failed: 1 }
  const images = { ...fresh.images, failed: 2 }
  t.match(runInWords({ ...fresh, state: 'succeeded' }), /Every page and every picture/)
  t.match(runInWords({ ...fresh, state: 'succeeded', images }), /; 2 pictures could/)
  t.match(runInWords({ ...fresh, state: 'succeeded', pages, images }), /1 page and 2 pictures could/)
  t.match(runInWords({ ...fresh, state: 'cancelled' }), /kept/)
})

t.test('runInWords: of a list no page is spoken of', async (t) => {
  for (const state of ['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] as const) {
    t.notMatch(runInWords({ ...fresh, state }, true), /page|site/, state)
  }
  const images = { ...fresh.images, failed: 1 }
  t.match(runInWords({ ...fresh, state: 'succeeded', images }, true), /; 1 picture could/)
})
