/** Reads a body within its limits. */
import { createHash, type Hash } from 'node:crypto'
import { type Duplex, type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Reservation } from './byte-budget.ts'
import { watchPace } from './pace.ts'

export interface BodyLimits {
  /** Counted after decompression. */
  maxBytes: number
  /** In every span of so many milliseconds … */
  paceMs: number
  /** … at least so many bytes must come over the wire, or the body fails with code `ERR_STALLED`. */
  paceBytes: number
  /** Bytes that are to be expected; a lie costs nothing but a copy. */
  expectedBytes?: number | undefined
  /** Asked before more than it grants is held. */
  reservation?: Reservation | undefined
  /** Whether the SHA-256 is wanted. */
  digest?: boolean | undefined
}

/** `isWhole` is false where there was more than `maxBytes`; `bytes` are then the first of them. */
export interface Body {
  bytes: Buffer
  isWhole: boolean
  /** SHA-256 in hex, null where it was not asked for. */
  digest: string | null
}

/** Bytes that are reserved where nobody says how many there will be, and steps by which more are. */
const stepBytes = 1024 ** 2

/** Rejects with the error of the stream, of a decoder, or of the pace. Where it stops early, the stream is destroyed. */
export async function readBody(stream: Readable, decoders: readonly Duplex[], limits: BodyLimits): Promise<Body> {
  const expected = Math.min(limits.expectedBytes ?? stepBytes, limits.maxBytes)
  await limits.reservation?.raise(expected)
  const pace = watchPace(stream, limits)
  const sink = createSink(limits, expected, pace.pauseFor)
  try {
    if (decoders.length > 0) await pipeline([stream, pace.counter(), ...decoders, sink.stream()])
    else await readPlain(stream, pace.count, sink.take)
  } catch (error) {
    if (!sink.isFull()) throw error
  } finally {
    pace.stop()
  }
  return sink.body()
}

/** Most bodies are not packed, and a pipeline for each of them costs more than to read it. */
async function readPlain(
  stream: Readable,
  count: (bytes: number) => void,
  take: (chunk: Buffer) => Promise<void> | undefined,
): Promise<void> {
  for await (const chunk of stream) {
    count(chunk.length)
    await take(chunk)
  }
}

function createSink(
  { maxBytes, expectedBytes, reservation, digest }: BodyLimits,
  expected: number,
  pauseFor: (waiting: Promise<void>) => Promise<void>,
) {
  const hash: Hash | undefined = digest ? createHash('sha256') : undefined
  const bytes = createBytes(expectedBytes === undefined ? 0 : expected)
  let reserved = expected
  const isFull = () => bytes.length() > maxBytes

  /** Rejects when there is more than may be: that ends the reading. */
  function take(chunk: Buffer): Promise<void> | undefined {
    hash?.update(chunk)
    bytes.push(chunk)
    if (isFull()) throw new Error('The body is longer than its limit')
    if (bytes.length() <= reserved || !reservation) return undefined
    reserved = Math.min(maxBytes, bytes.length() + stepBytes)
    return pauseFor(reservation.raise(reserved))
  }

  return {
    take,
    stream: () => new Writable({ write: (chunk, _encoding, done) => void settle(async () => take(chunk), done) }),
    isFull,
    body: (): Body => ({ bytes: bytes.take(maxBytes), isWhole: !isFull(), digest: hash?.digest('hex') ?? null }),
  }
}

function settle(work: () => Promise<unknown>, done: (error?: Error) => void): Promise<void> {
  return work().then(() => done(), done)
}

/** A body of which the length is known is put where it stays: a large one need not be in memory twice. */
function createBytes(expected: number) {
  const target = Buffer.allocUnsafeSlow(expected)
  const rest: Buffer[] = []
  let length = 0
  return {
    length: () => length,
    push(chunk: Buffer) {
      const taken = length < expected ? chunk.copy(target, length) : 0
      if (taken < chunk.length) rest.push(chunk.subarray(taken))
      length += chunk.length
    },
    take(maxBytes: number): Buffer {
      if (length === expected && length <= maxBytes) return target
      return Buffer.concat([target.subarray(0, length), ...rest], Math.min(length, maxBytes))
    },
  }
}
