/** All that a fault can happen to. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import { type Database, openDatabase } from '#platform'
import { type PostgresServer, sharedPostgres } from '../postgres.ts'
import { createRandom, type Random } from '../random.ts'
import { createLedger, type Entry, type Ledger } from './ledger.ts'
import { type Replica, startReplica } from './replicas.ts'
import { type Serve, startWebsites, type Websites } from './websites.ts'

export interface Scene {
  random: Random
  postgres: PostgresServer
  /** By a way of its own, past all proxies. */
  database: Database
  replicas: readonly Replica[]
  websites: Websites
  ledger: Ledger
  leaseMs: number
  /** Says what happens, with the time since the beginning. */
  tell(what: string): void
  anyReplica(): Replica
  /** Another than this one. */
  otherThan(replica: Replica): Replica
  /** Submits something new; resolves when it is acknowledged. */
  submit(to?: Replica, serve?: Serve): Promise<Entry>
}

export interface SceneOptions {
  t: Test
  seed: number
  /** Empty. */
  databaseUrl: string
  replicaCount: number
}

const leaseMs = 1500

export async function createScene({ t, seed, databaseUrl, replicaCount }: SceneOptions): Promise<Scene> {
  const random = createRandom(seed)
  const postgres = await sharedPostgres()
  const database = openDatabase({ url: databaseUrl })
  t.teardown(() => database.close())
  const names = Array.from({ length: replicaCount }, (_, at) => `replica-${at}`)
  const replicas = await Promise.all(names.map((name) => startReplica({ t, name, databaseUrl, leaseMs })))
  const websites = await startWebsites(t, random)
  const tell = createTeller(t)
  const ledger = createLedger(replicas, tell)
  return {
    random,
    postgres,
    database,
    replicas,
    websites,
    ledger,
    leaseMs,
    tell,
    anyReplica: () => random.one(replicas),
    otherThan: (replica) => random.one(replicas.filter((other) => other !== replica)),
    async submit(to = random.one(replicas), serve) {
      return ledger.submit(await websites.plan(random.one(['site', 'site', 'list']), serve), to)
    },
  }
}

function createTeller(t: Test): (what: string) => void {
  const begin = performance.now()
  return (what) => t.comment(`${((performance.now() - begin) / 1000).toFixed(2)} s  ${what}`)
}

/** Rejects, with what was waited for, when it takes too long. */
export async function within<Result>(ms: number, what: string, work: Promise<Result>): Promise<Result> {
  const over = new AbortController()
  const limit = delay(ms, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${what}: not within ${ms} ms`)
  })
  limit.catch(() => {}) // the work was done in time
  return Promise.race([work, limit]).finally(() => over.abort())
}
