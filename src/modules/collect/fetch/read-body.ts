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

/** Steps by which bytes are reserved, as they come: what a slow server only promises takes no room from others. */
const stepBytes = 1024 ** 2

/** Rejects with the error of the stream, of a decoder, or of the pace. Where it stops early, the stream is destroyed. */
export async function readBody(stream: Readable, decoders: readonly Duplex[], limits: BodyLimits): Promise<Body> {
  const first = Math.min(limits.expectedBytes ?? stepBytes, limits.maxBytes, stepBytes)
  await limits.reservation?.raise(first)
  const pace = watchPace(stream, limits)
  const sink = createSink(limits, first, pace.pauseFor)
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
  first: number,
  pauseFor: (waiting: Promise<void>) => Promise<void>,
) {
  const hash: Hash | undefined = digest ? createHash('sha256') : undefined
  const bytes = createBytes(Math.min(expectedBytes ?? 0, maxBytes))
  let reserved = first
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

/**
 * A body of which the length is known is put where it stays: a large one need not be in memory twice. Room for all of it is
 * taken once the first step has come, and costs nothing until it is written to.
 */
function createBytes(expected: number) {
  let target = Buffer.allocUnsafeSlow(Math.min(expected, stepBytes))
  const rest: Buffer[] = []
  let length = 0

  function makeRoom(): void {
    const whole = Buffer.allocUnsafeSlow(expected)
    target.copy(whole)
    target = whole
  }

  return {
    length: () => length,
    push(chunk: Buffer) {
      if (length + chunk.length > target.length && target.length < expected) makeRoom()
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
