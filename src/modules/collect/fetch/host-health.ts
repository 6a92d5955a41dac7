/**
 * Knows the hosts that do not answer, so that nobody waits for them a thousand times.
 *
 *     well --(so many requests in a row without an answer)--> down --(a while)--> on trial --(answer)--> well
 *                                                              ^--(no answer)-------'
 */
import type { FetchVerdict } from './types.ts'

export interface HostHealth {
  /** Asks, unless the host is down: then it answers what the last request there came to. */
  ask<Answer extends HostAnswer>(
    host: string,
    ask: () => Promise<Answer>,
    down: (last: Silence) => Answer,
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
  downMs?: number
  /** Hosts remembered. */
  maxHosts?: number
  /** Monotonic, in milliseconds. */
  now?: () => number
}

interface Health {
  silent: number
  downUntil: number
  last: Silence
}

export function createHostHealth(options: HostHealthOptions = {}): HostHealth {
  const { maxSilent = 6, downMs = 60_000, maxHosts = 2000, now = () => performance.now() } = options
  const unwell = new Map<string, Health>()

  function learn(host: string, answer: HostAnswer): void {
    const silence = silenceOf(answer)
    if (!silence) return void unwell.delete(host)
    const silent = (unwell.get(host)?.silent ?? 0) + 1
    const [oldest] = unwell.keys()
    if (unwell.size >= maxHosts && oldest !== undefined) unwell.delete(oldest)
    unwell.set(host, { silent, downUntil: silent >= maxSilent ? now() + downMs : 0, last: silence })
  }

  return {
    async ask(host, ask, down) {
      const health = unwell.get(host)
      if (health && health.downUntil > now()) return down(health.last)
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
