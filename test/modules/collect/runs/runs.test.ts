/** Collections and their runs: accepted once, listed newest first, one active run each. */
import type { Test } from 'tap'
import { type Database, newId } from '#platform'
import {
  deleteCollection,
  findCollection,
  findSubmission,
  listCollections,
} from '../../../../src/modules/collect/collections/collection-repository.ts'
import {
  collectionAccepted,
  pageSeen,
  resourceSeen,
  runFinished,
  runQueued,
} from '../../../../src/modules/collect/records.ts'
import { createLeases } from '../../../../src/modules/collect/runs/lease.ts'
import {
  findRun,
  findRuns,
  holdCollection,
  latestRuns,
  requestCancel,
} from '../../../../src/modules/collect/runs/run-repository.ts'
import { holdRuns } from '../../../../src/modules/collect/runs/tally.ts'
import type { CollectTables } from '../../../../src/modules/collect/tables.ts'
import type { FinalState } from '../../../../src/modules/collect/types.ts'
import { deliverBatch } from '../../../../src/platform/journal/deliver-batch.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { allKinds, collected, page, resource, store, submission } from '../../../support/facts.ts'
import { everything } from '../../../support/recount.ts'

const tables = (database: Database) => database.tables<CollectTables>()
const finished = (id: string, state: FinalState = 'succeeded') =>
  runFinished.record({ id, token: null, state, error: null, finishedAt: 9 })

const cancel = (database: Database, id: string, at: number) =>
  database.transaction((trx) => requestCancel(trx.withTables<CollectTables>(), id, at))

onEveryDatabase('submissions: accepted twice, or two under one key, they make one collection', async (t, database) => {
  const idempotency = { key: 'k', fingerprint: 'f' }
  const first = { ...submission(), idempotency }
  const second = { ...submission(), idempotency }
  await store(database, collectionAccepted.record(first), collectionAccepted.record(second))
  const before = await everything(database)
  await store(database, collectionAccepted.record(first))
  await store(database, collectionAccepted.record(second))
  t.equal(await everything(database), before)
  t.strictSame(await findSubmission(tables(database), 'k'), { fingerprint: 'f', collectionId: first.collection.id })
  t.strictSame(await findCollection(tables(database), first.collection.id), first.collection)
  t.equal(await findCollection(tables(database), second.collection.id), undefined)
})

onEveryDatabase(
  'submissions: acknowledged twice under one key, both are made, and the key is the first’s',
  async (t, database) => {
    const idempotency = { key: 'k', fingerprint: 'f' }
    const first = { ...submission(), idempotency }
    const second = { ...submission(), idempotency }
    const fromSpool = async (...made: (typeof first)[]) => {
      const outcome = await deliverBatch(database, allKinds, made.map(collectionAccepted.record), {
        wasAcknowledged: true,
      })
      t.ok(outcome.hasArrived)
    }
    await fromSpool(first, second)
    const before = await everything(database)
    await fromSpool(second)
    await fromSpool(first)
    t.equal(await everything(database), before)
    t.match(await findSubmission(tables(database), 'k'), { collectionId: first.collection.id })
    for (const { collection, runId } of [first, second]) {
      t.strictSame(await findCollection(tables(database), collection.id), collection)
      t.match(await findRun(tables(database), runId), { state: 'queued' })
    }
  },
)

onEveryDatabase('runs: one active run of a collection; the latest is the one that counts', async (t, database) => {
  const { collectionId, runId } = await collected(database)
  const other = await collected(database)
  const db = tables(database)
  const again = (id: string) => runQueued.record({ id, collectionId, createdAt: 2 })
  const [refused, next] = [newId(), newId()]
  await store(database, again(refused))
  t.equal(await findRun(db, refused), undefined)
  await store(database, finished(runId))
  await store(database, again(next))
  t.match((await latestRuns(db, [collectionId])).get(collectionId), { id: next, state: 'queued' })
  const latest = await latestRuns(db, [collectionId, other.collectionId])
  t.strictSame([...latest.values()].map(({ id }) => id).sort(), [next, other.runId].sort())
  t.equal((await findRuns(db, [runId, next])).length, 2)
})

onEveryDatabase('runs: of a collection that is gone they are not made', async (t, database) => {
  const { collectionId } = await collected(database)
  const id = newId()
  await deleteCollection(tables(database), collectionId)
  await store(database, runQueued.record({ id, collectionId, createdAt: 2 }))
  t.equal(await findRun(tables(database), id), undefined)
})

const leftovers: [FinalState, string, string][] = [
  ['cancelled', 'cancelled', 'cancelled'],
  ['partial', 'limit', 'cancelled'],
  ['failed', 'limit', 'cancelled'],
]

for (const [state, ofPage, ofResource] of leftovers) {
  onEveryDatabase(`finish: ${state} gives what waits its last verdict, once`, async (t, database) => {
    const { runId } = await collected(database)
    await store(database, pageSeen.record(page(runId, 'a')), resourceSeen.record(resource(runId, 'a.png')))
    await store(database, finished(runId, state))
    const before = await everything(database)
    await store(database, finished(runId, 'succeeded'))
    t.equal(await everything(database), before, 'an end is final')
    t.match(await findRun(tables(database), runId), {
      state,
      finishedAt: '1970-01-01T00:00:00.009Z',
      pages: { found: 1, skipped: 1, waiting: 0 },
      images: { found: 1, skipped: 1, waiting: 0 },
    })
    const pages = await tables(database).selectFrom('pages').select('verdict').execute()
    const resources = await tables(database).selectFrom('resources').select('verdict').execute()
    t.strictSame([pages, resources], [[{ verdict: ofPage }], [{ verdict: ofResource }]])
  })
}

onEveryDatabase('finish: in one batch with all that was learned before', async (t, database) => {
  const made = submission()
  const { runId } = made
  await store(
    database,
    collectionAccepted.record(made),
    pageSeen.record(page(runId, 'a', { verdict: 'fetched', settled: true })),
    resourceSeen.record(resource(runId, 'a.png', { verdict: 'broken' })),
    finished(runId),
  )
  t.match(await findRun(tables(database), runId), { state: 'succeeded', pages: { fetched: 1 }, images: { failed: 1 } })
})

onEveryDatabase(
  'cancel: a queued run ends at once, a running one is asked to, an ended one stays',
  async (t, database) => {
    const db = tables(database)
    const [queued, running, ended] = [await collected(database), await collected(database), await collected(database)]
    await store(database, finished(ended.runId))
    await cancel(database, queued.runId, 7)
    t.match(await findRun(db, queued.runId), { state: 'cancelled', error: 'Cancelled before it started.' })
    const lease = await createLeases({ database, owner: 'one', leaseMs: 1000 }).claim()
    t.equal(lease?.runId, running.runId)
    await cancel(database, running.runId, 7)
    t.match(await findRun(db, running.runId), { state: 'running', finishedAt: null })
    await cancel(database, ended.runId, 7)
    t.match(await findRun(db, ended.runId), { state: 'succeeded' })
  },
)

onEveryDatabase('collections: newest first, in pages', async (t, database) => {
  const made = await madeOneByOne(database, 7)
  const seen: string[] = []
  let after: (string | number)[] | undefined
  for (;;) {
    const { items, next } = await listCollections(tables(database), { limit: 3, after })
    seen.push(...items.map(({ id }) => id))
    if (next === null) break
    after = next
  }
  isNewestFirst(t, seen, made)
})

async function madeOneByOne(database: Database, count: number): Promise<string[]> {
  const made: string[] = []
  while (made.length < count) made.push((await collected(database)).collectionId)
  return made
}

function isNewestFirst(t: Test, seen: string[], made: string[]) {
  t.strictSame(seen, [...made].reverse())
}

onEveryDatabase('collect again, while another replica is storing what the active run found', async (t, database) => {
  // SQLite has one writer at a time.
  if (database.dialect.name === 'sqlite') return void t.pass('nobody else stores')
  const { collectionId, runId } = await collected(database)
  const id = newId()
  await database.transaction(async (trx) => {
    await holdRuns(trx.withTables<CollectTables>(), [runId])
    // What a batch does last: it would wait for one that waits for its run.
    await store(database, runQueued.record({ id, collectionId, createdAt: 2 }))
    await holdCollection(trx.withTables<CollectTables>(), collectionId)
  })
  t.equal(await findRun(tables(database), id), undefined, 'a second run is not made')
})
