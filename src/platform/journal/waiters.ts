/** Those who wait until everything up to a place in the order is in the database. */

interface Waiter {
  seq: number
  resolve(): void
}

export interface Waiters {
  /** Resolves when `reach` tells of a place beyond this one. */
  waitFor(seq: number): Promise<void>
  /** Everything before this place is in the database. */
  reach(oldest: number): void
}

export function createWaiters(): Waiters {
  let waiters: Waiter[] = []

  return {
    waitFor(seq) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiters.push({ seq, resolve })
      return promise
    },
    reach(oldest) {
      const { through = [], left = [] } = Object.groupBy(waiters, ({ seq }) => (seq < oldest ? 'through' : 'left'))
      waiters = left
      for (const waiter of through) waiter.resolve()
    },
  }
}
