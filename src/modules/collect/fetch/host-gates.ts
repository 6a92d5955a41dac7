/** Politeness: every host has a gate that lets through so many requests at once, and so many in time. */
import { setTimeout as sleep } from 'node:timers/promises'
import PQueue from 'p-queue'

/** The gates of all hosts; hosts never wait for each other. A host is a name and a port, as in `URL.host`. */
export interface HostGates {
  /** Runs the task when its host's turn has come. Rejects with the signal's reason where it aborts before that. */
  enter<T>(host: string, task: () => Promise<T>, turn?: Turn): Promise<T>
  /** Nothing more starts at this host for so long (Retry-After). */
  pause(host: string, ms: number): void
  /** Hosts remembered. */
  readonly size: number
}

export interface Turn {
  /** At least so long after the last start at the host (Crawl-delay); it holds for this task alone. */
  intervalMs?: number | undefined
  signal?: AbortSignal | undefined
}

export interface HostGatesOptions {
  /** Requests at once to one host. */
  concurrency: number
  /** Least gap between their starts. */
  intervalMs: number
  /** Beyond so many hosts the idle ones are forgotten. */
  maxHosts?: number
}

/** Times are of the monotonic clock, in milliseconds. */
interface Gate {
  queue: PQueue
  startedAt: number
  /** The gap that the last start kept before it. */
  intervalMs: number
  pausedUntil: number
}

export function createHostGates({ concurrency, intervalMs, maxHosts = 2000 }: HostGatesOptions): HostGates {
  const gates = new Map<string, Gate>()

  function gateOf(host: string): Gate {
    const name = host.toLowerCase().replace(/\.(?=:\d+$|$)/, '')
    const known = gates.get(name)
    if (known) return known
    if (gates.size >= maxHosts) forgetIdle(gates)
    const gate = { queue: new PQueue({ concurrency }), startedAt: Number.NEGATIVE_INFINITY, intervalMs, pausedUntil: 0 }
    gates.set(name, gate)
    return gate
  }

  return {
    async enter(host, task, turn = {}) {
      const gate = gateOf(host)
      const taskInTurn = async () => {
        await untilTurn(gate, Math.max(intervalMs, turn.intervalMs ?? 0), turn.signal)
        return task()
      }
      return gate.queue.add(taskInTurn, { signal: turn.signal })
    },
    pause(host, ms) {
      const gate = gateOf(host)
      gate.pausedUntil = Math.max(gate.pausedUntil, performance.now() + ms)
    },
    get size() {
      return gates.size
    },
  }
}

/** Waits until both the gap and a pause are over; others, or a new pause, may have been quicker, so it looks again. */
async function untilTurn(gate: Gate, intervalMs: number, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    const now = performance.now()
    const waitMs = Math.max(gate.startedAt + intervalMs, gate.pausedUntil) - now
    if (waitMs <= 0) {
      Object.assign(gate, { startedAt: now, intervalMs })
      return
    }
    await sleep(Math.ceil(waitMs), undefined, { signal })
  }
}

function forgetIdle(gates: Map<string, Gate>): void {
  for (const [host, gate] of gates) if (isIdle(gate)) gates.delete(host)
}

function isIdle({ queue, startedAt, intervalMs, pausedUntil }: Gate): boolean {
  const isRested = Math.max(startedAt + intervalMs, pausedUntil) <= performance.now()
  return isRested && queue.size === 0 && queue.pending === 0
}
