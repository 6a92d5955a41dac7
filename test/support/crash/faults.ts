/** What can happen to replicas, to Postgres, and to the way between them; each fault is over when all is up again. */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Scene } from './scene.ts'

export type Fault = (scene: Scene) => Promise<unknown>

/** Longer than a lease, so that others take over. */
const pastLease = ({ leaseMs }: Scene) => delay(leaseMs * 1.5)

async function killReplica({ anyReplica }: Scene) {
  const replica = anyReplica()
  await replica.kill()
  await replica.start()
}

async function stopReplica({ anyReplica }: Scene) {
  const replica = anyReplica()
  await replica.stop()
  await replica.start()
}

async function freezeReplica(scene: Scene) {
  const replica = scene.anyReplica()
  replica.freeze()
  await Promise.all([pastLease(scene), scene.submit(scene.otherThan(replica))])
  replica.thaw()
}

/** One of the ways in which Postgres ends; somebody submits meanwhile. */
function losePostgres(way: 'stop' | 'crash' | 'kill'): Fault {
  return async ({ postgres, submit }) => {
    await postgres[way]()
    await Promise.all([submit(), submit()])
    await postgres.start()
  }
}

/** A replica ends while Postgres is away, with what it has on its disk. */
async function loseBoth({ postgres, anyReplica, submit }: Scene) {
  const replica = anyReplica()
  await postgres.crash()
  await submit(replica)
  await replica.kill()
  await Promise.all([postgres.start(), replica.start()])
}

async function endConnections({ database }: Scene) {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'magpie' and pid <> pg_backend_pid()
  `.execute(database.tables())
}

async function loseCommits({ replicas, submit }: Scene) {
  for (const { proxy } of replicas) proxy.loseNextCommit()
  await submit()
}

/** It goes on by itself, without the database, for longer than its lease. */
async function partition(scene: Scene) {
  const replica = scene.anyReplica()
  replica.proxy.close()
  await Promise.all([pastLease(scene), scene.submit(replica)])
  replica.proxy.open()
}

export const faults = {
  killReplica,
  stopReplica,
  freezeReplica,
  stopPostgres: losePostgres('stop'),
  crashPostgres: losePostgres('crash'),
  killPostgres: losePostgres('kill'),
  loseBoth,
  endConnections,
  loseCommits,
  partition,
} satisfies Record<string, Fault>
