/** How many pictures of a run are on their way at once: so many to one host, so many in all. */

export interface PictureSlots {
  /** Resolves when there is room; a host that is full delays nobody but itself. The answer is the function that leaves again. */
  enter(host: string): Promise<() => void>
}

export interface PictureSlotsOptions {
  perHost: number
  inAll: number
}

interface Host {
  count: number
  waiting: (() => void)[]
}

export function createPictureSlots({ perHost, inAll }: PictureSlotsOptions): PictureSlots {
  const hosts = new Map<string, Host>()
  /** Those whose host has room, while all places are taken. */
  const waiting: { name: string; enter: () => void }[] = []
  let count = 0

  function hostOf(name: string): Host {
    const host = hosts.get(name) ?? { count: 0, waiting: [] }
    hosts.set(name, host)
    return host
  }

  function ask(name: string, enter: () => void): void {
    const host = hostOf(name)
    if (host.count >= perHost) host.waiting.push(enter)
    else if (count >= inAll) waiting.push({ name, enter })
    else take(host, enter)
  }

  function take(host: Host, enter: () => void): void {
    host.count += 1
    count += 1
    enter()
  }

  /** Other hosts first: they waited for a place of any kind, those of this host for one of its own. */
  function leave(name: string): void {
    const host = hostOf(name)
    host.count -= 1
    count -= 1
    while (count < inAll && waiting.length > 0) {
      const next = waiting.shift()
      if (next) ask(next.name, next.enter)
    }
    const next = host.count < perHost ? host.waiting.shift() : undefined
    if (next) ask(name, next)
    if (host.count === 0 && host.waiting.length === 0) hosts.delete(name)
  }

  return {
    enter: (name) => new Promise((resolve) => ask(name, () => resolve(() => leave(name)))),
  }
}
