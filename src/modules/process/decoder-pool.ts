/**
 * A pool of decoder children: an image that hangs, crashes or bloats its decoder costs a child, never the server.
 * Children start when they are first needed, take one image at a time, and are replaced after so many.
 */
import type { Log } from '#platform'
import { createChildLine } from './child-line.ts'
import type { AnswerTo, AnyRequest, Broken } from './decoder/messages.ts'
import { createDecoderChild } from './decoder-child.ts'
import { DecoderFailure } from './decoder-failure.ts'
import { nameOf } from './format-name.ts'

/** A child may fail by its image or by the machine: each image has a second try in another one. */
const maxTries = 2

export interface DecoderPoolOptions {
  /** Children at most. */
  size: number
  log: Log
  /** What takes longer is killed. */
  timeoutMs?: number
  /** Native memory creeps: a child is replaced after so many images. */
  maxImagesPerChild?: number
  /** The script that a child runs. */
  entry?: URL
}

export interface DecoderPool {
  /** Gives a verdict whatever the bytes are; rejects with a DecoderFailure when the pool is closed or no child can start. */
  decode<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked>>
  /** Process ids of the children. */
  pids(): number[]
  /** Ends all children at once; what they were doing rejects. */
  close(): void
}

export function createDecoderPool(options: DecoderPoolOptions): DecoderPool {
  const { size, log, timeoutMs = 10_000, maxImagesPerChild = 1000 } = options
  const entry = options.entry ?? new URL('./decoder/main.ts', import.meta.url)
  const line = createChildLine({ size, maxImagesPerChild, start: () => createDecoderChild({ entry, timeoutMs }) })
  let isClosed = false

  return { decode, pids: line.pids, close }

  async function decode<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked>> {
    for (let tries = 1; ; tries++) {
      try {
        return await tryOnce(request)
      } catch (error) {
        const failure = judge(error)
        log.warn(
          { format: request.format, bytes: request.bytes.length, tries, reason: failure.message },
          'a decoder failed',
        )
        if (tries === maxTries) return giveUp(request, failure) as AnswerTo<Asked>
      }
    }
  }

  async function tryOnce<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked>> {
    const child = await line.take()
    try {
      return await child.decode(request)
    } finally {
      line.giveBack(child)
    }
  }

  function judge(error: unknown): DecoderFailure {
    if (!(error instanceof DecoderFailure) || error.code === 'closed') throw error
    if (isClosed) throw new DecoderFailure('closed', 'the decoders are closed')
    return error
  }

  function close(): void {
    isClosed = true
    line.close()
  }
}

/** A child that never got ready says nothing about the image. */
function giveUp({ format }: AnyRequest, failure: DecoderFailure): Broken {
  if (failure.code === 'unavailable') throw failure
  const reason = `The ${nameOf(format)} image cannot be read: the decoder gave up on it twice, ${failure.message}.`
  return { verdict: 'broken', reason }
}
