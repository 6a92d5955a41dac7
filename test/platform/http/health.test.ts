import t, { type Test } from 'tap'
import { createServer, describeApi, healthRoutes, type JournalState, openDatabase } from '#platform'

const state: JournalState = {
  delivery: 'delivering',
  records: 0,
  bytes: 0,
  spooledBytes: 0,
  hasRoom: true,
  deadLetters: 0,
}

async function ready(t: Test, changes: Partial<JournalState>, isOpen = true) {
  const database = openDatabase({ url: 'sqlite::memory:' })
  const server = createServer({ database, logLevel: 'silent' })
  t.teardown(() => server.close())
  t.teardown(() => database.close())
  const nothing = async () => {}
  const journal = {
    append: nothing,
    write: async () => 'database' as const,
    findSpooled: () => undefined,
    drain: nothing,
    catchUp: async () => true,
    close: nothing,
    stopWaiting: () => {},
    state: () => ({ ...state, ...changes }),
  }
  await describeApi(server, { tokenNeeded: false })
  await server.register(healthRoutes, { journal, isOpen: () => isOpen })
  const answer = await server.inject('/health/ready')
  t.equal((await server.inject('/health/live')).statusCode, 200)
  t.equal((await server.inject('/health/live?now=1')).statusCode, 200, 'a probe may spell it as it likes')
  t.equal(answer.headers['cache-control'], 'no-store')
  return [answer.statusCode, answer.json().detail ?? answer.json().status]
}

t.test('GET /health/ready: in the balancer while there is room for what comes', async (t) => {
  t.strictSame(await ready(t, {}), [200, 'ok'])
  t.strictSame(await ready(t, { delivery: 'away' }), [200, 'degraded'])
  t.strictSame(await ready(t, { delivery: 'away', hasRoom: false }), [
    503,
    'There is no room for what waits for the database.',
  ])
  t.strictSame(await ready(t, { hasRoom: false }), [503, 'There is no room for what waits for the database.'])
  t.strictSame(await ready(t, {}, false), [503, 'This replica is closing.'])
})
