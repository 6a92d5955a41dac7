/**
 * Watches statements that take long, and tells those that Postgres works on from those whose connection is dead although
 * nobody said so: half-open, or to a server that was lost without a word. TCP would find out after minutes.
 *
 * A statement: running --(takes longer than `patienceMs`)--> suspect: another connection asks after its backend
 *     suspect: the backend is at work -> running | it is idle or gone, twice -> ended | nobody answers -> ended
 */
import pg from 'pg'

/** How long to wait for a server that says nothing. */
export interface Patience {
  /** How long a statement may take before it is asked after. */
  patienceMs?: number
  everyMs?: number
  /** How long another connection may take to tell. */
  probeMs?: number
  /** How long a connection may take to be made. */
  connectMs?: number
}

export interface PostgresWatch {
  /** Runs a statement; rejects with `Connection terminated` where its connection turns out to be dead. */
  over<Result>(client: pg.PoolClient, statement: () => Promise<Result>): Promise<Result>
  /** False of a connection that was last heard before another one was found dead: it is likely to be dead too. */
  isTrusted(client: pg.PoolClient): boolean
  /** The connection answers, as of now. */
  heard(client: pg.PoolClient): void
}

interface Running {
  client: pg.Client
  since: number
  wasFoundIdle: boolean
}

const backends = `select pg_backend_pid() as own,
  array(select pid from pg_stat_activity where pid = any($1) and state not like 'idle%') as busy`

export function createPostgresWatch(url: string, patience: Patience = {}): PostgresWatch {
  const { patienceMs = 1000, everyMs = 500, probeMs = 2000 } = patience
  const running = new Set<Running>()
  const lastHeard = new WeakMap<pg.PoolClient, number>()
  let lastDeath = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  let isProbing = false

  function look(): void {
    if (running.size === 0) timer = void clearInterval(timer)
    const suspects = [...running].filter(({ since }) => performance.now() - since > patienceMs)
    if (suspects.length === 0 || isProbing) return
    isProbing = true
    void judge(suspects).finally(() => {
      isProbing = false
    })
  }

  async function judge(suspects: Running[]): Promise<void> {
    const isBusy = await askAfter(suspects.map(({ client }) => processId(client)))
    for (const suspect of suspects.filter((each) => running.has(each))) {
      const isIdle = isBusy === 'unreachable' || !isBusy(processId(suspect.client))
      // Its answer may have been on its way when the backend was looked at.
      if (isBusy === 'unreachable' || (isIdle && suspect.wasFoundIdle)) end(suspect)
      suspect.wasFoundIdle = isIdle
    }
  }

  /** A client with a statement under way destroys its connection, and the statement fails. */
  function end({ client }: Running): void {
    lastDeath = performance.now()
    void client.end().catch(() => {}) // the statement tells
  }

  async function askAfter(pids: number[]): Promise<((pid: number) => boolean) | 'unreachable'> {
    const probe = new pg.Client({ connectionString: url, connectionTimeoutMillis: probeMs, query_timeout: probeMs })
    probe.on('error', () => {}) // the statement tells
    try {
      await probe.connect()
      const { own, busy } = (await probe.query<{ own: number; busy: number[] }>(backends, [pids])).rows[0] ?? {}
      // A pooler in between has process ids of its own, and nothing is known of the backends.
      return own === processId(probe) ? (pid) => busy?.includes(pid) ?? true : () => true
    } catch (error) {
      // It is there, and has something to say: no connection to spare, say.
      return error instanceof pg.DatabaseError ? () => true : 'unreachable'
    } finally {
      void probe.end().catch(() => {}) // it is of no use any more
    }
  }

  return {
    async over(client, statement) {
      const entry = { client: client as unknown as pg.Client, since: performance.now(), wasFoundIdle: false }
      running.add(entry)
      timer ??= setInterval(look, everyMs).unref()
      try {
        const result = await statement()
        lastHeard.set(client, performance.now())
        return result
      } finally {
        running.delete(entry)
      }
    },
    isTrusted: (client) => (lastHeard.get(client) ?? performance.now()) > lastDeath,
    heard: (client) => void lastHeard.set(client, performance.now()),
  }
}

function processId(client: pg.Client): number {
  return (client as unknown as { processID: number }).processID
}
