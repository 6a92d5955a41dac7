/** Work that was started and is not waited for one by one. */

export interface Work {
  /** Starts a task; `ended` is called however it ends. */
  start(task: () => Promise<void>, ended: () => void): void
  /** Resolves when all that was started is done; rejects when one failed. */
  done(): Promise<void>
}

export function createWork(): Work {
  const idle = Promise.withResolvers<void>()
  let underWay = 0
  let isComplete = false
  let failure: { error: unknown } | undefined

  function settle(): void {
    underWay -= 1
    if (isComplete && underWay === 0) idle.resolve()
  }

  return {
    start(task, ended) {
      underWay += 1
      task()
        .catch((error) => {
          failure ??= { error }
        })
        .finally(() => {
          ended()
          settle()
        })
    },
    async done() {
      isComplete = true
      if (underWay > 0) await idle.promise
      if (failure) throw failure.error
    },
  }
}
