/** Replicas of Magpie, each a process on a data folder that outlives it, and a way of its own to one database. */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import { temporaryFolder } from '../databases.ts'
import { type MagpieProcess, startProcess } from '../start-process.ts'
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts'

export interface Replica {
  /** Sites know it by this: its user agent. */
  readonly name: string
  /** Where it listens, or did last. */
  readonly origin: string
  /** Its way to the database. */
  readonly proxy: DatabaseProxy
  /** `failpoint`: a moment, and the how-manieth of its kind, at which it ends itself; that may be before it listens. */
  start(failpoint?: string): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** SIGTERM: it closes with grace. */
  stop(): Promise<void>
  freeze(): void
  thaw(): void
  /** Resolves when its process has ended. */
  ended(): Promise<unknown>
  /** Files of the spool that it has now. */
  spools(): string[]
  /** Everything that it logged. */
  readonly log: readonly string[]
}

export interface ReplicaOptions {
  t: Test
  name: string
  databaseUrl: string
  leaseMs: number
}

const preload = fileURLToPath(new URL('failpoint.ts', import.meta.url))

export async function startReplica({ t, name, databaseUrl, leaseMs }: ReplicaOptions): Promise<Replica> {
  const folder = temporaryFolder(t)
  const proxy = await startDatabaseProxy(t, databaseUrl)
  const log: string[] = []
  let running: Promise<MagpieProcess>
  let origin = ''
  const environment = {
    DATABASE_URL: proxy.url,
    DATA_DIR: folder,
    LEASE_MS: String(leaseMs),
    USER_AGENT: name,
    ALLOW_NETWORKS: '127.0.0.0/8',
    LOG_LEVEL: 'info',
  }
  const onLine = (line: string) => void log.push(line)

  async function start(failpoint?: string): Promise<void> {
    running = failpoint
      ? startProcess(t, { ...environment, FAILPOINT: failpoint }, { onLine, flags: ['--import', preload] })
      : startProcess(t, environment, { onLine })
    try {
      origin = (await running).origin
    } catch (error) {
      if (!failpoint) throw error
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const process = await running
    process.send(signal)
    await process.ended
  }

  await start()
  return {
    name,
    get origin() {
      return origin
    },
    proxy,
    start,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    freeze: () => void running.then(({ send }) => send('SIGSTOP')),
    thaw: () => void running.then(({ send }) => send('SIGCONT')),
    ended: () => running.then(({ ended }) => ended).catch(() => {}), // before it listened
    spools: () => filesOf(path.join(folder, 'spool')).filter((name) => name.endsWith('.spool')),
    log,
  }
}

function filesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}
