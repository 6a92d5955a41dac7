/** The scheduler: works on what it claims, and ends it in the way that its interruption asks for. */
import { EventEmitter, once } from 'node:events'
import t, { type Test } from 'tap'
import { silentLog } from '#platform'
import type { Lease, Leases, Renewal } from '../../../../src/modules/collect/runs/lease.ts'
import { createScheduler, type SchedulerOptions } from '../../../../src/modules/collect/runs/scheduler.ts'

const lease = (runId: string, attempts = 1): Lease => ({
  runId,
  collectionId: 'c',
  host: runId,
  token: 1,
  attempts,
})

const all = (renewal: Renewal) => async (leases: readonly Lease[]) => new Map(leases.map((each) => [each, renewal]))

/** A queue of leases in memory, and an account of what became of each. */
function scheduling(t: Test, queue: Lease[], more: Partial<SchedulerOptions & Leases> = {}) {
  const told = new EventEmitter()
  const account: string[] = []
  const note = (line: string) => {
    account.push(line)
    told.emit(line)
  }
  const aborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  const scheduler = createScheduler({
    leases: { claim: async () => queue.shift(), renew: all('kept'), ...more },
    async work({ runId }, signal) {
      note(`work ${runId}`)
      await aborted(signal)
      return { state: 'succeeded', error: null }
    },
    finish: async ({ runId: id }, { state, error }) => note(`${state} ${id}${error ? `: ${error}` : ''}`),
    release: async ({ runId }) => note(`released ${runId}`),
    isAway: (error) => error instanceof Error && error.message === 'away',
    maxActive: 2,
    renewMs: 5,
    pollMs: 5,
    log: silentLog,
    ...more,
  })
  t.teardown(() => scheduler.close())
  return { scheduler, account, told: (line: string) => once(told, line) }
}

t.test('scheduler: so many at once, the next when one has ended', async (t) => {
  const { scheduler, account, told } = scheduling(t, [lease('a'), lease('b'), lease('c')])
  const begun = told('work b')
  scheduler.start()
  await begun
  t.notOk(account.includes('work c'))
  t.equal(scheduler.activeRuns(), 2)
  const next = told('work c')
  await scheduler.cancel('a')
  await next
  t.ok(account.includes('cancelled a'))
})

t.test('scheduler: closing lets go of what is under way, and claims nothing more', async (t) => {
  const queue = [lease('a')]
  const { scheduler, account, told } = scheduling(t, queue)
  const begun = told('work a')
  scheduler.start()
  await begun
  queue.push(lease('b'))
  queue.length = 0
  await scheduler.close()
  scheduler.kick()
  t.strictSame(account, ['work a', 'released a'])
  t.equal(scheduler.activeRuns(), 0)
})

t.test('scheduler: a lost lease ends the work, and nothing is said of the run', async (t) => {
  const { scheduler, account, told } = scheduling(t, [lease('a'), lease('b')], {
    maxActive: 1,
    renew: all('lost'),
  })
  const next = told('work b')
  scheduler.start()
  await next
  t.strictSame(account.slice(0, 2), ['work a', 'work b'])
})

t.test('scheduler: someone asked for the end on another replica', async (t) => {
  const { scheduler, told } = scheduling(t, [lease('a')], { renew: all('cancel') })
  const ended = told('cancelled a')
  scheduler.start()
  await ended
})

t.test('scheduler: a database that is away for a moment neither loses nor fails a run', async (t) => {
  let renewals = 0
  const renewedTwice = Promise.withResolvers<void>()
  const renew = async () => {
    renewals += 1
    if (renewals === 3) renewedTwice.resolve()
    throw new Error('away')
  }
  const { scheduler, account } = scheduling(t, [lease('a')], { renew })
  scheduler.start()
  await renewedTwice.promise
  t.strictSame(account, ['work a'])
})

t.test('scheduler: the database goes away before the work begins: the run is let go of, not failed', async (t) => {
  const work = async () => Promise.reject(new Error('away'))
  const { scheduler, account, told } = scheduling(t, [lease('a')], { work })
  const released = told('released a')
  scheduler.start()
  await released
  t.strictSame(account, ['released a'])
})

t.test('scheduler: what goes wrong on our side fails the run', async (t) => {
  const work = async () => Promise.reject(new TypeError('ours'))
  const { scheduler, told } = scheduling(t, [lease('a')], { work })
  const failed = told('failed a: Something went wrong on our side; the log says more.')
  scheduler.start()
  await failed
})

t.test('scheduler: a run that ended its process three times is given up without another try', async (t) => {
  const { scheduler, account, told } = scheduling(t, [lease('a', 4), lease('b', 3)])
  const begun = told('work b')
  scheduler.start()
  await begun
  t.match(account[0], /^failed a: The run was given up/)
  t.notOk(account.includes('work a'))
})

t.test('scheduler: a claim that fails is tried again', async (t) => {
  let claims = 0
  const claim = async () => {
    claims += 1
    if (claims < 3) throw new Error('away')
    return claims === 3 ? lease('a') : undefined
  }
  const { scheduler, told } = scheduling(t, [], { claim })
  const begun = told('work a')
  scheduler.start()
  await begun
})

t.test('scheduler: runs that are worked on are not claimed again', async (t) => {
  const queue = [lease('a'), lease('b')]
  const held: string[][] = []
  const { scheduler, told } = scheduling(t, queue, {
    maxActive: 3,
    claim: async (active = []) => {
      held.push(active.map(({ runId }) => runId))
      return queue.shift()
    },
  })
  const isWorking = told('work b')
  scheduler.start()
  await isWorking
  scheduler.kick()
  await scheduler.close()
  t.strictSame(held.slice(0, 3), [[], ['a'], ['a', 'b']])
})
