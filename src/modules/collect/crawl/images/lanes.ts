/** Lanes: what goes to one host never waits for what goes to another. */
import type { Picture } from '../../find/index.ts'

/** Hosts beyond so many share lanes. */
const maxLanes = 16

/** By numbers from 0. The first hosts that are met have lanes of their own. */
export interface Lanes {
  meet(host: string): void
  /** Of a host that was met. */
  of(host: string): number
  count(): number
}

export function createLanes(): Lanes {
  const own = new Map<string, number>()
  return {
    meet(host) {
      if (own.size < maxLanes && !own.has(host)) own.set(host, own.size)
    },
    of: (host) => own.get(host) ?? sharedLane(host),
    count: () => own.size,
  }
}

/** The host that a picture's best candidate is on, with its port; empty for one that is inlined in its page. */
export function hostOf({ candidates: [best = ''] }: Pick<Picture, 'candidates'>): string {
  const [, host = ''] = /^https?:\/\/([^/?#]*)/.exec(best) ?? []
  return host
}

function sharedLane(host: string): number {
  let sum = 0
  for (let at = 0; at < host.length; at++) sum = (sum * 31 + host.charCodeAt(at)) | 0
  return Math.abs(sum) % maxLanes
}
