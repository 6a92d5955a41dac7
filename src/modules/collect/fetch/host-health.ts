/**
 * Knows the hosts that do not answer, so that nobody waits for them a thousand times.
 *
 *     well --(so many requests in a row without an answer)--> resting --(a pause)--> on trial --(answer)--> well
 *                                                                ^--(no answer)---------'
 *     resting --(too many pauses)--> down: asked nothing for a while, then on trial again
 *
 * A server that restarts is waited for; one that is gone is not.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { FetchVerdict } from './types.ts'

export interface HostHealth {
  /** Asks when the host's pause is over; while it is down, answers what the last request there came to. */
  ask<Answer extends HostAnswer>(
    host: string,
    ask: () => Promise<Answer>,
    down: (last: Silence) => Answer,
    signal?: AbortSignal,
  ): Promise<Answer>
  /** Holds nothing against any host any more: somebody has reason to believe that it is better. */
  forget(): void
}

/** What of an answer says whether the host gave one. */
export type HostAnswer = { ok: unknown } | ({ ok: false; status: number | null } & Silence)

export interface Silence {
  verdict: FetchVerdict
  reason: string
}

export interface HostHealthOptions {
  /** Requests in a row without an answer. */
  maxSilent?: number
  /** One after the other, before the host is down. */
  pausesMs?: readonly number[]
  downMs?: number
  /** Hosts remembered. */
  maxHosts?: number
  /** Monotonic, in milliseconds. */
  now?: () => number
}

interface Health {
  silent: number
  pauses: number
  /** Of the pause, or of being down. */
  until: number
  last: Silence
}

export function createHostHealth(options: HostHealthOptions = {}): HostHealth {
  const { maxSilent = 6, pausesMs = [2000, 8000], downMs = 60_000, maxHosts = 2000 } = options
  const now = options.now ?? (() => performance.now())
  const unwell = new Map<string, Health>()
  const isDown = (health: Health) => health.pauses > pausesMs.length

  function learn(host: string, answer: HostAnswer): void {
    const silence = silenceOf(answer)
    if (!silence) return void unwell.delete(host)
    const [oldest] = unwell.keys()
    if (unwell.size >= maxHosts && oldest !== undefined) unwell.delete(oldest)
    const { silent, pauses, until } = unwell.get(host) ?? { silent: 0, pauses: 0, until: 0 }
    const health = { silent: silent + 1, pauses, until, last: silence }
    // Requests that were under way when a pause began say nothing new.
    if (health.silent >= maxSilent && until <= now()) rest(health)
    unwell.set(host, health)
  }

  function rest(health: Health): void {
    health.until = now() + (pausesMs[health.pauses] ?? downMs)
    health.pauses += 1
  }

  async function pauseOver(host: string, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const health = unwell.get(host)
      const waitMs = health && !isDown(health) ? health.until - now() : 0
      if (waitMs <= 0 || signal?.aborted) return
      await sleep(Math.ceil(waitMs), undefined, { signal }).catch(() => undefined) // an abort is seen by the request
    }
  }

  return {
    async ask(host, ask, down, signal) {
      await pauseOver(host, signal)
      const health = unwell.get(host)
      if (health && isDown(health) && health.until > now()) return down(health.last)
      const answer = await ask()
      learn(host, answer)
      return answer
    },
    forget: () => unwell.clear(),
  }
}

/** An answer of any kind, or our own refusal to ask, says nothing against the host. */
function silenceOf(answer: HostAnswer): Silence | undefined {
  if (answer.ok !== false || !('status' in answer) || answer.status !== null) return undefined
  return answer.verdict === 'timeout' || answer.verdict === 'network-error' ? answer : undefined
}
