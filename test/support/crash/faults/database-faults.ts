/** Postgres ends, or the way to it does. */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Fault } from './types.ts'

/** Somebody submits meanwhile. */
const losePostgres =
  (way: 'stop' | 'abort' | 'kill'): Fault =>
  async ({ postgres, submit, random, leaseMs }) => {
    await postgres[way]()
    await Promise.all([submit(), submit(), delay(random.integer(leaseMs))])
    await postgres.start()
  }

export const stopPostgres = losePostgres('stop')
export const abortPostgres = losePostgres('abort')
export const killPostgres = losePostgres('kill')

/** A replica ends while Postgres is away, with what it has on its disk. */
export const loseBoth: Fault = async ({ postgres, anyReplica, submit }) => {
  const replica = anyReplica()
  await postgres.abort()
  await submit(replica)
  await replica.kill()
  await Promise.all([postgres.start(), replica.start()])
}

export const endConnections: Fault = ({ database }) =>
  sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'magpie' and pid <> pg_backend_pid()
  `.execute(database.tables())

export const loseCommits: Fault = async ({ replicas, submit }) => {
  for (const { proxy } of replicas) proxy.loseNextCommit()
  await submit()
}

/** A replica goes on by itself, without the database, for longer than its lease. */
export const partition: Fault = async ({ anyReplica, submit, leaseMs }) => {
  const replica = anyReplica()
  replica.proxy.close()
  await Promise.all([delay(leaseMs * 1.5), submit(replica)])
  replica.proxy.open()
}

/** Half-open: what there is of connections carries nothing; new ones neither, or they work. */
const silence =
  (onlyOld: boolean): Fault =>
  async ({ replicas, submit, leaseMs }) => {
    for (const { proxy } of replicas) proxy.silence({ onlyOld })
    const isSubmitted = submit()
    await delay(2 * leaseMs)
    for (const { proxy } of replicas) proxy.open()
    await isSubmitted
  }

export const silentConnections = silence(true)
export const silentNetwork = silence(false)
