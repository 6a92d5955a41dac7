/** Lanes: what goes to one host never waits for what goes to another. */

/** Hosts beyond so many share lanes. */
const maxLanes = 16

/** The lane of an address, by its host; a picture that is inlined in its page has one of its own. */
export function laneOf(url: string): number {
  const [, host = ''] = /^https?:\/\/([^/?#]*)/.exec(url) ?? []
  let sum = 0
  for (let at = 0; at < host.length; at++) sum = (sum * 31 + host.charCodeAt(at)) | 0
  return Math.abs(sum) % maxLanes
}
