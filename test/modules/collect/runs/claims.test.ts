/** Where work comes from, as the database goes and comes back. */
import t from 'tap'
import type { Journal, JournalState } from '#platform'
import { createClaims } from '../../../../src/modules/collect/runs/claims.ts'
import type { Lease } from '../../../../src/modules/collect/runs/lease.ts'

const lease = (runId: string): Lease => ({ runId, collectionId: 'c', host: runId, token: 2, attempts: 1 })

function claiming() {
  const state = { delivery: 'delivering', spooledBytes: 0 } as JournalState
  const clock = { ms: 0 }
  const circumstances = { isSchemaCurrent: true }
  const claims = createClaims({
    leases: {
      claim: async () => lease('of the database'),
      renew: async (all) => new Map(all.map((each) => [each, 'kept'])),
    },
    earlyRuns: {
      claim: async () => lease('early'),
      isUnknown: ({ runId }) => runId === 'unknown',
      offer: () => {},
      withdraw: () => {},
    },
    journal: { state: () => state } as Journal,
    isSchemaCurrent: () => circumstances.isSchemaCurrent,
    onKnown: () => {},
    now: () => clock.ms,
  })
  return { claims, state, clock, circumstances, next: async () => (await claims.claim())?.runId }
}

t.test(
  'claims: nothing of the database before its schema is current, and none while it has to hear of ends',
  async (t) => {
    const { next, state, circumstances } = claiming()
    circumstances.isSchemaCurrent = false
    t.equal(await next(), undefined)
    circumstances.isSchemaCurrent = true
    t.equal(await next(), 'of the database')
    state.spooledBytes = 1
    t.equal(await next(), undefined)
  },
)

t.test('claims: early runs while it is away; back again, those who are at work renew their leases first', async (t) => {
  const { next, state, clock } = claiming()
  state.delivery = 'away'
  t.equal(await next(), 'early')
  state.delivery = 'delivering'
  clock.ms = 1999
  t.equal(await next(), undefined)
  clock.ms = 2000
  t.equal(await next(), 'of the database')
})

t.test('claims: a lease of which the database has not heard is kept', async (t) => {
  const { claims } = claiming()
  const renewals = await claims.renew([lease('unknown'), lease('known')])
  t.strictSame([...renewals.values()], ['kept', 'kept'])
})
