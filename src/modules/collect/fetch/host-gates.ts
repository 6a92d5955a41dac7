/** Politeness: every host has a gate that lets through so many requests at once, and so many in time. */
import { setTimeout as sleep } from 'node:timers/promises'
import PQueue from 'p-queue'

/** The gates of all hosts; hosts never wait for each other. A host is a name, whatever the port and protocol. */
export interface HostGates {
  /** Runs the task when its host's turn has come. Rejects with the signal's reason where it aborts before that. */
  enter<T>(host: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Nothing more starts at this host for so long (Retry-After). */
  pause(host: string, ms: number): void
  /** The host asks for at least so long between starts (Crawl-delay). */
  slowDown(host: string, intervalMs: number): void
  /** Hosts remembered. */
  readonly size: number
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
  intervalMs: number
  nextStartAt: number
  pausedUntil: number
}

export function createHostGates({ concurrency, intervalMs, maxHosts = 2000 }: HostGatesOptions): HostGates {
  const gates = new Map<string, Gate>()

  function gateOf(host: string): Gate {
    const name = host.toLowerCase().replace(/\.$/, '')
    const known = gates.get(name)
    if (known) return known
    if (gates.size >= maxHosts) forgetIdle(gates)
    const gate = { queue: new PQueue({ concurrency }), intervalMs, nextStartAt: 0, pausedUntil: 0 }
    gates.set(name, gate)
    return gate
  }

  return {
    async enter(host, task, signal) {
      const gate = gateOf(host)
      const taskInTurn = async () => {
        await untilTurn(gate, signal)
        return task()
      }
      return gate.queue.add(taskInTurn, { signal })
    },
    pause(host, ms) {
      const gate = gateOf(host)
      gate.pausedUntil = Math.max(gate.pausedUntil, performance.now() + ms)
    },
    slowDown(host, ms) {
      const gate = gateOf(host)
      gate.intervalMs = Math.max(gate.intervalMs, ms)
    },
    get size() {
      return gates.size
    },
  }
}

/** Reserves the next start and waits for it; once more where the host was paused meanwhile. */
async function untilTurn(gate: Gate, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    const startAt = Math.max(performance.now(), gate.nextStartAt, gate.pausedUntil)
    gate.nextStartAt = startAt + gate.intervalMs
    while (performance.now() < startAt) await sleep(startAt - performance.now(), undefined, { signal })
    if (performance.now() >= gate.pausedUntil) return
  }
}

function forgetIdle(gates: Map<string, Gate>): void {
  for (const [host, gate] of gates) if (isIdle(gate)) gates.delete(host)
}

function isIdle({ queue, nextStartAt, pausedUntil }: Gate): boolean {
  return queue.size === 0 && queue.pending === 0 && Math.max(nextStartAt, pausedUntil) <= performance.now()
}
