/** Leases: one replica works on a run, one run works on a host. */
import t from 'tap'
import { type Database, openDatabase } from '#platform'
import { runFinished, runReleased } from '../../../../src/modules/collect/records.ts'
import { createLeases, type Lease, type Leases } from '../../../../src/modules/collect/runs/lease.ts'
import { requestCancel } from '../../../../src/modules/collect/runs/run-repository.ts'
import type { CollectTables } from '../../../../src/modules/collect/tables.ts'
import { databaseUrl, onEveryDatabase } from '../../../support/databases.ts'
import { collected, store } from '../../../support/facts.ts'

const long = 60_000
/** Expired as soon as it is given. */
const none = 0

const claiming = (database: Database, leaseMs = long, owner = 'one') => createLeases({ database, owner, leaseMs })

/** Of one lease. */
const renew = async (leases: Leases, lease: Lease) => (await leases.renew([lease])).get(lease)

const cancel = (database: Database, id: string, at: number) =>
  database.transaction((trx) => requestCancel(trx.withTables<CollectTables>(), id, at))

onEveryDatabase('claim: the oldest first, one run of each host', async (t, database) => {
  const later = await collected(database, 'http://a.test/', 30)
  const first = await collected(database, 'http://a.test/other', 10)
  const second = await collected(database, 'http://b.test/', 20)
  const leases = claiming(database)
  t.match(await leases.claim(), { runId: first.runId, collectionId: first.collectionId, attempts: 1 })
  t.match(await leases.claim(), { runId: second.runId })
  t.equal(await leases.claim(), undefined, 'the host of the last is busy')
  await store(
    database,
    runFinished.record({ id: first.runId, token: null, state: 'succeeded', error: null, finishedAt: 40 }),
  )
  t.match(await leases.claim(), { runId: later.runId })
  t.equal(await leases.claim(), undefined)
})

onEveryDatabase('lease: one that expired is taken over, and its owner learns that it is lost', async (t, database) => {
  const { runId } = await collected(database)
  const old = (await claiming(database, none).claim()) as Lease
  t.equal(await renew(claiming(database, none), old), 'kept', 'expired, but nobody took it')
  const taken = (await claiming(database, long, 'two').claim()) as Lease
  t.match(taken, { runId, attempts: 2 })
  t.ok(taken.token > old.token)
  t.equal(await renew(claiming(database), old), 'lost')
  t.equal(await renew(claiming(database), taken), 'kept')
  await store(database, runReleased.record({ id: runId, token: old.token }))
  t.equal(await claiming(database).claim(), undefined, 'who lost it cannot let go of it')
})

onEveryDatabase('lease: released, it is free at once, and the attempt does not count', async (t, database) => {
  const { runId } = await collected(database)
  const leases = claiming(database)
  for (let round = 0; round < 5; round++) {
    const lease = (await leases.claim()) as Lease
    t.match(lease, { runId, attempts: 1 })
    const released = runReleased.record({ id: runId, token: lease.token })
    await store(database, released)
    await store(database, released)
  }
})

onEveryDatabase('lease: a run that is cancelled, ended or deleted', async (t, database) => {
  const { runId, collectionId } = await collected(database)
  const db = database.tables<CollectTables>()
  const leases = claiming(database)
  const lease = (await leases.claim()) as Lease
  await cancel(database, runId, 1)
  t.equal(await renew(leases, lease), 'cancel')
  await store(database, runFinished.record({ id: runId, token: null, state: 'cancelled', error: null, finishedAt: 1 }))
  t.equal(await renew(leases, lease), 'lost')
  await db.deleteFrom('collections').where('id', '=', collectionId).execute()
  t.equal(await renew(leases, lease), 'lost')
})

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`claim: many replicas at the same moment, no run twice and no host twice (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const replicas = Array.from({ length: 3 }, () => openDatabase({ url }))
    for (const replica of replicas) t.teardown(() => replica.close())
    const [database] = replicas as [Database]
    await database.migrate()
    for (let round = 1; round <= 5; round++) {
      const made = await Promise.all(
        Array.from({ length: 9 }, (_, at) => collected(database, `http://host-${at % 3}-${round}.test/`, at)),
      )
      const claims = replicas.flatMap((replica) => Array.from({ length: 5 }, () => claiming(replica).claim()))
      // Another process may hold SQLite's lock for longer than one waits: the next look finds the run.
      const answers = await Promise.allSettled(claims)
      const leases = answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value) || [])
      t.equal(new Set(leases.map(({ runId }) => runId)).size, leases.length)
      const hosts = leases.map(({ runId }) => made.findIndex((each) => each.runId === runId) % 3)
      t.strictSame(hosts.sort(), [0, 1, 2])
    }
  })
}

onEveryDatabase('claim: a run that is held is not claimed, even where its lease expired', async (t, database) => {
  const held = await collected(database, 'http://a.test/', 10)
  const other = await collected(database, 'http://b.test/', 20)
  const leases = claiming(database, none)
  const first = (await leases.claim()) as Lease
  t.match(first, { runId: held.runId, host: 'a.test' })
  const second = (await leases.claim([first])) as Lease
  t.match(second, { runId: other.runId })
  t.equal(await leases.claim([first, second]), undefined)
  t.match(await leases.claim(), { runId: held.runId, attempts: 2 }, 'a replica that died holds nothing')
})
