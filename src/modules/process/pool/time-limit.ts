/** How long a decoder child may take for one image: the limit is for images, not for a machine that has others to serve. */
import { childProcessorMs, wantsProcessor } from './child-usage.ts'

/** However little of the processor it gets, an image has no more than so many times its limit. */
const mostTimes = 6

/** Whether a process that had so many milliseconds of a processor could do with more. */
export type IsStarved = (pid: number | undefined, usedMs: number, enoughMs: number) => boolean

export interface TimeLimitOptions {
  pid: number | undefined
  timeoutMs: number
  isStarved?: IsStarved | undefined
  onOver(): void
}

export interface TimeLimit {
  /** The child turns to an image; `usedMs`: the processor time that it had until now. */
  start(usedMs: number): void
  stop(): void
}

/** An image for which its child had less than half a processor has its time once more. */
export function createTimeLimit({ pid, timeoutMs, isStarved = starves, onOver }: TimeLimitOptions): TimeLimit {
  let timer: ReturnType<typeof setTimeout> | undefined

  function wait(usedBefore: number, times: number): void {
    timer = setTimeout(() => {
      const deservesMore =
        times < mostTimes && isStarved(pid, childProcessorMs(pid) - usedBefore, (times * timeoutMs) / 2)
      if (deservesMore) wait(usedBefore, times + 1)
      else onOver()
    }, timeoutMs)
  }

  return {
    start: (usedMs) => wait(usedMs, 1),
    stop: () => clearTimeout(timer),
  }
}

function starves(pid: number | undefined, usedMs: number, enoughMs: number): boolean {
  return usedMs < enoughMs && wantsProcessor(pid)
}
