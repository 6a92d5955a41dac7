/** Work that several ask for at the same time is done once, for as long as one of them waits. */

export interface SharedWork<Result> {
  /**
   * The result of the work under way for a key, or of the one that is started now.
   * An asker's `signal` says that it has gone; when all have, the signal of the work aborts.
   */
  join(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>
}

interface Shared<Result> {
  result: Promise<Result>
  askers: number
  abandoned: AbortController
}

export function createSharedWork<Result>(): SharedWork<Result> {
  const underWay = new Map<string, Shared<Result>>()

  return {
    async join(key, signal, work) {
      const shared = underWay.get(key) ?? start(key, work)
      const leave = () => depart(key, shared)
      shared.askers += 1
      signal.addEventListener('abort', leave)
      try {
        return await shared.result
      } finally {
        signal.removeEventListener('abort', leave)
      }
    },
  }

  function start(key: string, work: (signal: AbortSignal) => Promise<Result>): Shared<Result> {
    const abandoned = new AbortController()
    const result = work(abandoned.signal).finally(() => forget(key, shared))
    const shared = { result, askers: 0, abandoned }
    underWay.set(key, shared)
    return shared
  }

  /** Who asks from now on has it done anew. */
  function depart(key: string, shared: Shared<Result>): void {
    shared.askers -= 1
    if (shared.askers > 0) return
    forget(key, shared)
    shared.abandoned.abort()
  }

  function forget(key: string, shared: Shared<Result>): void {
    if (underWay.get(key) === shared) underWay.delete(key)
  }
}
