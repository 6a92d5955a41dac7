/** Lanes: what goes to one host never waits for what goes to another. */
import type { Picture } from '../../find/index.ts'

/** Hosts beyond so many share lanes. */
const maxLanes = 16

/** The host that a picture's best candidate is on, with its port; empty for one that is inlined in its page. */
export function hostOf({ candidates: [best = ''] }: Pick<Picture, 'candidates'>): string {
  const [, host = ''] = /^https?:\/\/([^/?#]*)/.exec(best) ?? []
  return host
}

/** The lane of a host. */
export function laneOf(host: string): number {
  let sum = 0
  for (let at = 0; at < host.length; at++) sum = (sum * 31 + host.charCodeAt(at)) | 0
  return Math.abs(sum) % maxLanes
}
