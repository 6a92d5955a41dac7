/** Statements that take long: those that Postgres works on go on, those on a dead connection end. */
import pg from 'pg'
import t, { type Test } from 'tap'
import { createPostgresWatch } from '../../../src/platform/database/postgres-watch.ts'
import { databaseUrl } from '../../support/databases.ts'
import { sharedPostgres } from '../../support/postgres.ts'
import { startSilentProxy } from '../../support/silent-proxy.ts'

const brisk = { patienceMs: 40, everyMs: 20, probeMs: 300 }

/** A pool behind a proxy, and a watch over its statements. */
async function watchedPool(t: Test) {
  const address = await databaseUrl(t, 'postgres')
  if (address === '') return undefined
  const proxy = await startSilentProxy(t, address)
  const pool = new pg.Pool({ connectionString: proxy.url, max: 5 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  t.teardown(() => pool.end())
  // A watch keeps no process alive; a server does, by its listening socket.
  const alive = setInterval(() => {}, 60_000)
  t.teardown(() => clearInterval(alive))
  return { proxy, pool, watch: createPostgresWatch(proxy.url, brisk) }
}

t.test('watch: a statement that Postgres works on may take its time', async (t) => {
  const { pool, watch } = (await watchedPool(t)) ?? {}
  if (!pool || !watch) return
  const client = await pool.connect()
  const { rows } = await watch.over(client, () => client.query('select pg_sleep(0.6), 1 as done'))
  t.match(rows, [{ done: 1 }])
  t.ok(watch.isTrusted(client))
  client.release()
})

t.test('watch: a connection that went dead ends, and so do those not heard since', async (t) => {
  const { pool, proxy, watch } = (await watchedPool(t)) ?? {}
  if (!pool || !proxy || !watch) return
  const [first, second] = [await pool.connect(), await pool.connect()]
  for (const client of [first, second]) await watch.over(client, () => client.query('select 1'))
  proxy.silence()
  proxy.restore()
  await t.rejects(
    watch.over(first, () => first.query('select 1')),
    /Connection terminated/,
  )
  t.equal(watch.isTrusted(second), false)
  const third = await pool.connect()
  await watch.over(third, () => third.query('select 1'))
  t.equal(watch.isTrusted(third), true)
  for (const client of [first, second, third]) client.release(true)
})

t.test('watch: where nobody answers, statements end', async (t) => {
  const { pool, watch } = (await watchedPool(t)) ?? {}
  if (!pool || !watch) return
  const server = await sharedPostgres()
  const client = await pool.connect()
  server.pause()
  t.teardown(() => server.resume())
  await t.rejects(
    watch.over(client, () => client.query('select 1')),
    /Connection terminated/,
  )
  server.resume()
  client.release(true)
})
