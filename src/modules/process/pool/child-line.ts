/** The children of a pool and the line before them: who has room, who waits, who is replaced. */
import { residentBytes } from './child-usage.ts'
import type { DecoderChild } from './decoder-child.ts'
import { DecoderFailure } from './decoder-failure.ts'

export interface ChildLineOptions {
  size: number
  /** A child that did so many, or has grown to so many bytes, is replaced once it is idle. */
  maxImagesPerChild: number
  maxIdleBytes: number
  /** A child that takes more memory than this is killed at once. */
  maxBytes: number
  start(): DecoderChild
}

export interface ChildLine {
  /** A child with room, first come, first served; `isAlone`: with nothing else to do. Rejects when the line is closed. */
  take(isAlone: boolean): Promise<Seat>
  pids(): number[]
  close(): void
}

/** A place with a child: leave it when the answer is there. */
export interface Seat {
  child: DecoderChild
  leave(): void
}

/** One at work and two in the pipe: by the time the server has heard one answer, small images have been decoded behind it. */
const seatsPerChild = 3

/** A gigabyte cannot be filled in between. */
const memoryCheckMs = 100

interface Turn extends PromiseWithResolvers<Seat> {
  isAlone: boolean
}

export function createChildLine({ size, start, ...limits }: ChildLineOptions): ChildLine {
  const children = new Map<DecoderChild, { taken: number; isAlone: boolean }>()
  const waiting: Turn[] = []
  const memoryCheck = setInterval(checkMemory, memoryCheckMs).unref()
  let isClosed = false

  function take(isAlone: boolean): Promise<Seat> {
    if (isClosed) return Promise.reject(closed())
    const turn = { ...Promise.withResolvers<Seat>(), isAlone }
    waiting.push(turn)
    serve()
    return turn.promise
  }

  function serve(): void {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const child = findChild(next.isAlone)
      if (!child) return
      waiting.shift()
      next.resolve(seat(child, next.isAlone))
    }
  }

  /** An idle one, else another one is started, else the one with the least to do. */
  function findChild(isAlone: boolean): DecoderChild | undefined {
    removeWorn()
    const [best] = [...children]
      .filter(([child, seats]) => hasRoom(child, seats))
      .sort(([, a], [, b]) => a.taken - b.taken)
    if (best?.[1].taken === 0) return best[0]
    if (children.size < size) return startAnother()
    return isAlone ? undefined : best?.[0]
  }

  function hasRoom(child: DecoderChild, { taken, isAlone }: { taken: number; isAlone: boolean }): boolean {
    return !isWorn(child) && !isAlone && taken < seatsPerChild
  }

  function isWorn({ isAlive, taken, held }: DecoderChild): boolean {
    return !isAlive || taken >= limits.maxImagesPerChild || held > limits.maxIdleBytes
  }

  /** What it still has to do it does. */
  function removeWorn(): void {
    for (const [child, { taken }] of children) if (isWorn(child) && taken === 0) remove(child)
  }

  function startAnother(): DecoderChild {
    const child = start()
    children.set(child, { taken: 0, isAlone: false })
    return child
  }

  function seat(child: DecoderChild, isAlone: boolean): Seat {
    const seats = children.get(child) ?? { taken: 0, isAlone }
    children.set(child, { taken: seats.taken + 1, isAlone })
    return { child, leave: () => leave(child) }
  }

  function leave(child: DecoderChild): void {
    const seats = children.get(child)
    if (seats) children.set(child, { taken: seats.taken - 1, isAlone: false })
    removeWorn()
    serve()
  }

  function remove(child: DecoderChild): void {
    children.delete(child)
    child.kill()
  }

  function checkMemory(): void {
    for (const [child, { taken }] of children) {
      if (taken === 0 || residentBytes(child.pid) <= limits.maxBytes) continue
      child.kill('memory', `it took more than ${Math.round(limits.maxBytes / 1024 ** 2)} MiB of memory`)
    }
  }

  return {
    take,
    pids: () => Array.from(children.keys(), ({ pid }) => pid).filter((pid) => pid !== undefined),
    close() {
      isClosed = true
      clearInterval(memoryCheck)
      for (const child of children.keys()) remove(child)
      for (const turn of waiting.splice(0)) turn.reject(closed())
    },
  }
}

function closed(): DecoderFailure {
  return new DecoderFailure('closed', 'the decoders are closed')
}
