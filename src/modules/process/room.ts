/** Bounds what has been accepted and is not done, by count and by bytes. */

export interface RoomOptions {
  maxCount: number
  maxBytes: number
}

export interface Held {
  count: number
  bytes: number
}

export interface Room {
  /** Waits until so many bytes fit, first come, first served; the answer is the function that leaves again. */
  enter(bytes: number): Promise<() => void>
  /** Resolves when another one would fit. */
  ready(): Promise<void>
  /** Resolves when everyone has left and nobody waits. */
  empty(): Promise<void>
  /** What is in it. */
  held(): Held
}

/** What alone is bigger than the room enters when it is empty, or it would wait for ever. */
export function createRoom({ maxCount, maxBytes }: RoomOptions): Room {
  const entering: { bytes: number; enter: () => void }[] = []
  const onReady = new Set<() => void>()
  const onEmpty = new Set<() => void>()
  let count = 0
  let held = 0

  return {
    async enter(bytes) {
      await new Promise<void>((enter) => {
        entering.push({ bytes, enter })
        admit()
      })
      return () => leave(bytes)
    },
    ready: () => until(hasRoom(), onReady),
    empty: () => until(isEmpty(), onEmpty),
    held: () => ({ count, bytes: held }),
  }

  function admit(): void {
    for (let next = entering[0]; next && fits(next.bytes); next = entering[0]) {
      entering.shift()
      count += 1
      held += next.bytes
      next.enter()
    }
  }

  function leave(bytes: number): void {
    count -= 1
    held -= bytes
    admit()
    if (hasRoom()) wake(onReady)
    if (isEmpty()) wake(onEmpty)
  }

  function fits(bytes: number): boolean {
    return count === 0 || (count < maxCount && held + bytes <= maxBytes)
  }

  function hasRoom(): boolean {
    return entering.length === 0 && (count === 0 || (count < maxCount && held < maxBytes))
  }

  function isEmpty(): boolean {
    return count === 0 && entering.length === 0
  }
}

function until(isSo: boolean, waiting: Set<() => void>): Promise<void> {
  return isSo ? Promise.resolve() : new Promise((resolve) => waiting.add(resolve))
}

function wake(waiting: Set<() => void>): void {
  for (const resolve of waiting) resolve()
  waiting.clear()
}
