/** Runs that wait, by the host of their site: hosts take turns, and the runs of one follow each other. */

export interface WaitingRun {
  runId: string
  host: string
}

export interface HostQueue {
  push(run: WaitingRun): void
  /** The oldest run of the host whose turn it is, of those that may; the host then goes to the end. */
  take(mayBegin: (host: string) => boolean): WaitingRun | undefined
  remove(runId: string): void
  readonly size: number
}

export function createHostQueue(): HostQueue {
  const hosts = new Map<string, string[]>()
  let size = 0

  function takeFrom(host: string, at: number): string | undefined {
    const [runId] = hosts.get(host)?.splice(at, 1) ?? []
    if (runId !== undefined) size -= 1
    if (hosts.get(host)?.length === 0) hosts.delete(host)
    return runId
  }

  function goToEnd(host: string): void {
    const others = hosts.get(host)
    if (!others) return
    hosts.delete(host)
    hosts.set(host, others)
  }

  return {
    push({ runId, host }) {
      const others = hosts.get(host)
      if (others) others.push(runId)
      else hosts.set(host, [runId])
      size += 1
    },
    take(mayBegin) {
      const host = hosts.keys().find(mayBegin)
      const runId = host === undefined ? undefined : takeFrom(host, 0)
      if (host === undefined || runId === undefined) return undefined
      goToEnd(host)
      return { runId, host }
    },
    remove(runId) {
      for (const [host, runs] of hosts) {
        const at = runs.indexOf(runId)
        if (at !== -1) takeFrom(host, at)
      }
    },
    get size() {
      return size
    },
  }
}
