/** The children of a pool and the line before them: who is free, who waits, who is replaced. */
import type { DecoderChild } from './decoder-child.ts'
import { DecoderFailure } from './decoder-failure.ts'

export interface ChildLineOptions {
  size: number
  maxImagesPerChild: number
  start(): DecoderChild
}

export interface ChildLine {
  /** The next free child, first come, first served; rejects when the line is closed. */
  take(): Promise<DecoderChild>
  /** Back to the others, or replaced when it is dead or has done its share. */
  giveBack(child: DecoderChild): void
  pids(): number[]
  close(): void
}

export function createChildLine({ size, maxImagesPerChild, start }: ChildLineOptions): ChildLine {
  const children = new Set<DecoderChild>()
  const idle: DecoderChild[] = []
  const waiting: PromiseWithResolvers<DecoderChild>[] = []
  let isClosed = false

  return { take, giveBack, pids, close }

  function take(): Promise<DecoderChild> {
    if (isClosed) return Promise.reject(closed())
    const turn = Promise.withResolvers<DecoderChild>()
    waiting.push(turn)
    serve()
    return turn.promise
  }

  function giveBack(child: DecoderChild): void {
    if (child.isAlive && child.taken < maxImagesPerChild) idle.push(child)
    else remove(child)
    serve()
  }

  function serve(): void {
    while (waiting.length > 0) {
      const child = findIdle() ?? startAnother()
      if (!child) return
      waiting.shift()?.resolve(child)
    }
  }

  /** A child may have died while nobody looked. */
  function findIdle(): DecoderChild | undefined {
    for (let child = idle.pop(); child; child = idle.pop()) {
      if (child.isAlive) return child
      remove(child)
    }
    return undefined
  }

  function startAnother(): DecoderChild | undefined {
    if (children.size >= size) return undefined
    const child = start()
    children.add(child)
    return child
  }

  function remove(child: DecoderChild): void {
    children.delete(child)
    child.kill()
  }

  function pids(): number[] {
    return Array.from(children, ({ pid }) => pid).filter((pid) => pid !== undefined)
  }

  function close(): void {
    isClosed = true
    for (const child of children) remove(child)
    for (const turn of waiting.splice(0)) turn.reject(closed())
  }
}

function closed(): DecoderFailure {
  return new DecoderFailure('closed', 'the decoders are closed')
}
