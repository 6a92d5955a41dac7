/** What changed from one run to the next, counted and listed alike. */

import { type Database, type JournalRecord, newId } from '#platform'
import { listResources } from '../../../../src/modules/collect/findings/list-resources.ts'
import { pageSeen, resourceSeen, runFinished, runQueued } from '../../../../src/modules/collect/records.ts'
import { findRun, getComparison } from '../../../../src/modules/collect/runs/run-repository.ts'
import type { CollectTables } from '../../../../src/modules/collect/tables.ts'
import { type Change, changes, type FinalState } from '../../../../src/modules/collect/types.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, page, resource, store } from '../../../support/facts.ts'

const tables = (database: Database) => database.tables<CollectTables>()

const stored = (runId: string, name: string, image: string) =>
  resourceSeen.record(resource(runId, name, { verdict: 'stored', image, bytes: 1, position: name.charCodeAt(0) }))
const missing = (runId: string, name: string, status: number) =>
  resourceSeen.record(resource(runId, name, { verdict: 'http-error', status, position: name.charCodeAt(0) }))

/** Two runs of one collection: of the same image, another, a new one, and some that are there no more. */
async function twoRuns(database: Database, state: FinalState) {
  const { runId: before, collectionId } = await collected(database)
  const images = ['same', 'changed', 'deleted', 'failing', 'unnamed'].map((name) => stored(before, name, `${name} one`))
  await store(database, ...images, missing(before, 'new', 500))
  await store(database, runFinished.record({ id: before, token: null, state: 'succeeded', error: null, finishedAt: 7 }))
  const runId = newId()
  await store(database, runQueued.record({ id: runId, collectionId, createdAt: 8 }))
  await store(
    database,
    stored(runId, 'same', 'same one'),
    stored(runId, 'changed', 'changed two'),
    stored(runId, 'new', 'new one'),
    missing(runId, 'deleted', 410),
    missing(runId, 'failing', 503),
    runFinished.record({ id: runId, token: null, state, error: null, finishedAt: 9 }),
  )
  return { before, runId }
}

async function namesOf(database: Database, runId: string, change: Change): Promise<string[]> {
  const run = await getComparison(tables(database), runId)
  const query = { verdict: undefined, change, limit: 500, after: undefined }
  const { items } = await listResources(tables(database), run, query)
  return items.map(({ url, change: said }) => `${said} ${url.replace('http://site.test/', '')}`)
}

onEveryDatabase('changes: new, changed, unchanged and gone, against the run before', async (t, database) => {
  const { before, runId } = await twoRuns(database, 'succeeded')
  t.strictSame((await findRun(tables(database), runId))?.changes, { new: 1, changed: 1, unchanged: 1, gone: 2 })
  t.equal((await findRun(tables(database), before))?.changes, null)
  t.strictSame(await namesOf(database, runId, 'new'), ['new new'])
  t.strictSame(await namesOf(database, runId, 'changed'), ['changed changed'])
  t.strictSame(await namesOf(database, runId, 'unchanged'), ['unchanged same'])
  t.strictSame(await namesOf(database, runId, 'gone'), ['gone deleted', 'gone unnamed'])
  for (const change of changes) t.strictSame(await namesOf(database, before, change), [], `${change} of a first run`)
})

/** A run of a collection that is there, with what it found. */
async function nextRun(database: Database, collectionId: string, ...found: ((runId: string) => JournalRecord)[]) {
  const runId = newId()
  await store(database, runQueued.record({ id: runId, collectionId, createdAt: 8 }))
  const end = { id: runId, token: null, state: 'succeeded', error: null, finishedAt: 9 } as const
  await store(database, ...found.map((say) => say(runId)), runFinished.record(end))
  return runId
}

onEveryDatabase(
  'changes: what failed in the run before is compared with the last one that had it',
  async (t, database) => {
    const { runId: first, collectionId } = await collected(database)
    const names = ['same', 'changed', 'returned', 'unnamed']
    await store(database, ...names.map((name) => stored(first, name, `${name} one`)))
    await store(
      database,
      runFinished.record({ id: first, token: null, state: 'succeeded', error: null, finishedAt: 7 }),
    )
    for (const status of [500, 503]) {
      await nextRun(
        database,
        collectionId,
        (id) => missing(id, 'same', status),
        (id) => missing(id, 'changed', status),
        (id) => missing(id, 'returned', 404),
        (id) => missing(id, 'xnew', status),
      )
    }
    const others = await collected(database, 'http://other.test/')
    await store(database, stored(others.runId, 'xnew', 'xnew one'))
    const runId = await nextRun(
      database,
      collectionId,
      (id) => stored(id, 'same', 'same one'),
      (id) => stored(id, 'changed', 'changed two'),
      (id) => stored(id, 'returned', 'returned one'),
      (id) => stored(id, 'unnamed', 'unnamed one'),
      (id) => stored(id, 'xnew', 'xnew one'),
    )
    t.match((await findRun(tables(database), runId))?.changes, { new: 3, changed: 1, unchanged: 1, gone: 0 })
    t.strictSame(await namesOf(database, runId, 'new'), ['new returned', 'new unnamed', 'new xnew'])
    t.strictSame(await namesOf(database, runId, 'unchanged'), ['unchanged same'])
    t.strictSame(await namesOf(database, runId, 'changed'), ['changed changed'])
  },
)

onEveryDatabase(
  'changes: what failed in the run before is gone when it is not there, or not named, now',
  async (t, database) => {
    const { runId: first, collectionId } = await collected(database)
    const names = ['deleted', 'named', 'returned', 'unnamed']
    const end = { id: first, token: null, state: 'succeeded', error: null, finishedAt: 7 } as const
    await store(database, ...names.map((name) => stored(first, name, `${name} one`)), runFinished.record(end))
    await nextRun(
      database,
      collectionId,
      ...names.map((name) => (id: string) => missing(id, name, name === 'returned' ? 404 : 503)),
      (id) => missing(id, 'xnever', 503),
    )
    const runId = await nextRun(
      database,
      collectionId,
      (id) => missing(id, 'deleted', 404),
      (id) => missing(id, 'named', 503),
      (id) => missing(id, 'returned', 503),
      (id) => missing(id, 'xnever', 404),
    )
    t.match((await findRun(tables(database), runId))?.changes, { new: 0, changed: 0, unchanged: 0, gone: 2 })
    t.strictSame(await namesOf(database, runId, 'gone'), ['gone deleted', 'gone unnamed'])
    const next = await nextRun(
      database,
      collectionId,
      (id) => missing(id, 'deleted', 404),
      (id) => missing(id, 'named', 410),
      (id) => stored(id, 'returned', 'returned one'),
    )
    t.match((await findRun(tables(database), next))?.changes, { new: 1, changed: 0, unchanged: 0, gone: 1 })
    t.strictSame(await namesOf(database, next, 'gone'), ['gone named'], 'each is gone once')
    t.strictSame(await namesOf(database, next, 'new'), ['new returned'], 'it was gone before the failure')
  },
)

onEveryDatabase(
  'changes: a page that is not there hides nothing, one that fails otherwise may',
  async (t, database) => {
    for (const [status, gone] of [
      [404, 1],
      [410, 1],
      [500, 0],
    ] as const) {
      const { runId: before, collectionId } = await collected(database, `http://site-${status}.test/`)
      const end = { id: before, token: null, state: 'succeeded', error: null, finishedAt: 7 } as const
      await store(database, stored(before, 'a', 'one'), runFinished.record(end))
      const broken = (id: string) => pageSeen.record(page(id, 'p', { verdict: 'http-error', status, settled: true }))
      const runId = await nextRun(database, collectionId, broken)
      t.match((await findRun(tables(database), runId))?.changes, { gone }, `${status}`)
      t.equal((await namesOf(database, runId, 'gone')).length, gone, `${status}`)
    }
  },
)

onEveryDatabase('changes: what a run did not get to is not gone', async (t, database) => {
  const { runId } = await twoRuns(database, 'partial')
  t.match((await findRun(tables(database), runId))?.changes, { gone: 1 })
  t.strictSame(await namesOf(database, runId, 'gone'), ['gone deleted'])
})

onEveryDatabase('changes: pages of a list go on after each other', async (t, database) => {
  const { runId } = await twoRuns(database, 'succeeded')
  const run = await getComparison(tables(database), runId)
  const first = await listResources(tables(database), run, {
    verdict: undefined,
    change: 'gone',
    limit: 1,
    after: undefined,
  })
  t.match(first, { items: [{ url: /deleted/ }], next: ['d'.charCodeAt(0)] })
  const second = await listResources(tables(database), run, {
    verdict: undefined,
    change: 'gone',
    limit: 1,
    after: first.next ?? undefined,
  })
  t.match(second, { items: [{ url: /unnamed/ }], next: null })
})
