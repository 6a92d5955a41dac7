/** How long a thread may take to read one document: the limit is for documents, not for a machine that has others to serve. */
import type { Worker } from 'node:worker_threads'

/** However little of the processor it gets, a document has no more than so many times its limit. */
const mostTimes = 6

export interface TimeLimitOptions {
  timeoutMs: number
  /** Processor time that the threads have had until now, in milliseconds. */
  processorMs: () => Promise<number>
  onOver(): void
}

/**
 * A document for which its thread had less than half a processor has its time once more; one whose thread does not say
 * what it had, too. The answer is the function that ends it.
 */
export function startTimeLimit({ timeoutMs, processorMs, onOver }: TimeLimitOptions): () => void {
  const before = processorMs()
  let isOver = false
  let timer: ReturnType<typeof setTimeout>

  function end(): void {
    isOver = true
    clearTimeout(timer)
  }

  function giveUp(): void {
    if (isOver) return
    end()
    onOver()
  }

  async function judge(times: number): Promise<void> {
    const usedMs = (await processorMs()) - (await before)
    if (usedMs >= (times * timeoutMs) / 2) giveUp()
  }

  function wait(times: number): void {
    timer = setTimeout(() => {
      if (times === mostTimes) return giveUp()
      void judge(times)
      wait(times + 1)
    }, timeoutMs)
  }

  wait(1)
  return end
}

/** Of all of them together: where several read, each counts for more than it had, and waits for less. */
export async function processorMsOf(threads: readonly Worker[]): Promise<number> {
  const used = await Promise.all(threads.map((thread) => thread.cpuUsage().catch(() => ({ user: 0, system: 0 }))))
  return used.reduce((sum, { user, system }) => sum + (user + system) / 1000, 0)
}
