import t from 'tap'
import type { Run } from '#collect'
import { createProgress } from '../../src/cli/progress.ts'
import { progressLine } from '../../src/cli/progress-line.ts'

const run: Run = {
  id: '01a20865-1384-703e-aa00-7b6527197f20',
  collectionId: '01a20865-1383-7187-b3f1-1d6aac4348a8',
  state: 'running',
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
  pages: { found: 40, fetched: 10, skipped: 2, failed: 0, waiting: 28 },
  images: { found: 100, stored: 93, duplicate: 0, alternate: 0, skipped: 0, failed: 2, waiting: 5 },
  bytes: 4_100_000,
  error: null,
  changes: null,
}

function paper(columns?: number) {
  const written: string[] = []
  return { written, isTTY: columns !== undefined, columns, write: (text: string) => written.push(text) > 0 }
}

t.test('a run in one line', async (t) => {
  t.equal(
    progressLine('example.org', run),
    'example.org  running  10 pages read, 28 waiting  93 images, 5 waiting, 2 failed  4.1 MB',
  )
  const ended: Run = {
    ...run,
    state: 'partial',
    pages: { ...run.pages, fetched: 38, waiting: 0 },
    images: { ...run.images, waiting: 0, failed: 0 },
    error: 'Stopped at the limit of 40 pages; 3 more were found.',
  }
  t.equal(
    progressLine('example.org', ended),
    'example.org  partial  38 pages read  93 images  4.1 MB  Stopped at the limit of 40 pages; 3 more were found.',
  )
})

t.test('a terminal: one line that replaces itself, never wider than the terminal, and what stays', async (t) => {
  const stream = paper(10)
  const progress = createProgress(stream)
  progress.show('0123456789abc')
  progress.show('short')
  progress.end('the whole of the last line')
  t.strictSame(stream.written, ['\r\u001B[K012345678', '\r\u001B[Kshort', '\r\u001B[Kthe whole of the last line\n'])
})

t.test('a pipe: plain lines, not one for every change, and the last one always', async (t) => {
  const stream = paper()
  const progress = createProgress(stream)
  progress.show('first')
  progress.show('second, at once')
  progress.end('last')
  t.strictSame(stream.written, ['first\n', 'last\n'])
})
