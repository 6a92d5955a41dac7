/** Reads a body within its limits. */
import { type Duplex, type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { watchPace } from './pace.ts'

export interface BodyLimits {
  /** Counted after decompression. */
  maxBytes: number
  /** In every span of so many milliseconds … */
  paceMs: number
  /** … at least so many bytes must come over the wire, or the body fails with code `ERR_STALLED`. */
  paceBytes: number
}

/** `isWhole` is false where there was more than `maxBytes`; `bytes` are then the first of them. */
export interface Body {
  bytes: Buffer
  isWhole: boolean
}

/** Rejects with the error of the stream, of a decoder, or of the pace. Where it stops early, the stream is destroyed. */
export async function readBody(stream: Readable, decoders: readonly Duplex[], limits: BodyLimits): Promise<Body> {
  const sink = createSink(limits.maxBytes)
  const pace = watchPace(stream, limits)
  try {
    await pipeline([stream, pace.counter, ...decoders, sink.stream])
  } catch (error) {
    if (!sink.isFull()) throw error
  } finally {
    pace.stop()
  }
  return { bytes: sink.bytes(), isWhole: !sink.isFull() }
}

function createSink(maxBytes: number) {
  const chunks: Buffer[] = []
  let length = 0
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      length += chunk.length
      done(length > maxBytes ? new Error('The body is longer than its limit') : null) // ends the whole pipeline
    },
  })
  return {
    stream,
    isFull: () => length > maxBytes,
    bytes: () => Buffer.concat(chunks, Math.min(length, maxBytes)),
  }
}
