/**
 * A pool of decoder children: an image that hangs, crashes or bloats its decoder costs a child, never the server.
 * Children start when they are first needed, and are replaced after so many images, or when they have grown.
 */
import PQueue from 'p-queue'
import type { Log } from '#platform'
import type { AnswerTo, AnyRequest, Broken, Heavy } from '../decoder/messages.ts'
import { nameOf } from '../format-name.ts'
import { createChildLine } from './child-line.ts'
import { createDecoderChild } from './decoder-child.ts'
import { DecoderFailure } from './decoder-failure.ts'

/** A child may fail by its image or by the machine: each image has a second try, alone in a child. */
const maxTries = 2

const MiB = 1024 ** 2

/** A file of more bytes is taken for heavy unseen. */
const heavyBytes = 16 * MiB

/** What a child takes beside the pixels of an image, and what a pixel takes at most (16 bits a channel, or a progressive JPEG). */
const memory = { childBytes: 320 * MiB, pixelBytes: 8 }

export interface DecoderPoolOptions {
  /** Children at most. */
  size: number
  log: Log
  /** What takes longer is killed. */
  timeoutMs?: number
  /** Native memory creeps: a child is replaced after so many images, or when it holds so many bytes between two. */
  maxImagesPerChild?: number
  maxIdleBytes?: number
  /** The most pixels that an image may have: what a child may take by itself follows from it. */
  maxPixels?: number
  /** A child that takes more memory is killed. Only Linux tells what a child takes. */
  maxBytes?: number
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
  const { size, log, timeoutMs = 10_000, maxImagesPerChild = 2000, maxIdleBytes = 256 * MiB } = options
  const { maxPixels = 50_000_000, maxBytes = memory.childBytes + maxPixels * memory.pixelBytes } = options
  const entry = options.entry ?? new URL('../decoder/main.ts', import.meta.url)
  const start = () => createDecoderChild({ entry, timeoutMs })
  const line = createChildLine({ size, maxImagesPerChild, maxIdleBytes, maxBytes, start })
  const heavy = new PQueue({ concurrency: 1 })
  let isClosed = false

  return { decode, pids: line.pids, close }

  async function decode<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked>> {
    if (request.bytes.length > heavyBytes) return decodeHeavy(request)
    const answer = await decodeSafely(request)
    return isHeavy(answer) ? decodeHeavy(request) : answer
  }

  /** One at a time: what takes much memory takes it once. */
  async function decodeHeavy<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked>> {
    return heavy.add(() => decodeSafely({ ...request, mayBeHeavy: true })) as Promise<AnswerTo<Asked>>
  }

  async function decodeSafely<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked> | Heavy> {
    for (let tries = 1; ; ) {
      try {
        return await tryOnce(request, tries > 1 || request.mayBeHeavy === true)
      } catch (error) {
        const failure = judge(error)
        if (failure.code === 'displaced') continue
        const { format, bytes } = request
        log.warn({ format, bytes: bytes.length, tries, reason: failure.message }, 'a decoder failed')
        if (tries++ === maxTries) return giveUp(request, failure) as AnswerTo<Asked>
      }
    }
  }

  async function tryOnce<Asked extends AnyRequest>(request: Asked, isAlone: boolean): Promise<AnswerTo<Asked> | Heavy> {
    const { child, leave } = await line.take(isAlone)
    try {
      return await child.decode(request)
    } finally {
      leave()
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

function isHeavy(answer: AnswerTo<AnyRequest> | Heavy): answer is Heavy {
  return answer.verdict === 'heavy'
}

/** A child that never got ready says nothing about the image. */
function giveUp({ format }: AnyRequest, failure: DecoderFailure): Broken {
  if (failure.code === 'unavailable') throw failure
  const reason = `The ${nameOf(format)} image cannot be read: the decoder gave up on it twice, ${failure.message}.`
  return { verdict: 'broken', reason, isUnanswered: true }
}
