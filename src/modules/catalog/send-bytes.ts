/** Serves bytes that came from outside, so that nothing of them can run here. */
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '#platform'
import { type BlobReader, missingBytes, partBytes } from './blob-store.ts'
import { isKnown, mayBePartial } from './conditions.ts'
import { readRange } from './range.ts'

export interface Served {
  digest: string
  mediaType: string
  /** When given, opening the address by itself saves a file of this name instead of showing it. */
  fileName?: string
}

export interface SendOptions {
  /** How long a client may take nothing of bytes that are read as they are sent; a minute. */
  stallMs?: number | undefined
}

/** Bytes that are at hand, or stored. The address names the content, so it may be kept for ever; one range is served (RFC 9110, section 14). */
export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  source: Buffer | BlobReader,
  served: Served,
  { stallMs = 60_000 }: SendOptions = {},
) {
  const { digest } = served
  const size = Buffer.isBuffer(source) ? source.length : await source.findSize(digest)
  if (size === undefined) throw missingBytes()
  const etag = `"${digest}"`
  if (isKnown(request.headers, etag)) return reply.code(304).headers(headersOf(served, etag)).send()
  const range = mayBePartial(request, etag) ? readRange(request.headers.range, size) : undefined
  if (range === 'unsatisfiable') throw outOfRange(size)
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const length = end - start + 1
  const bytes = request.method === 'HEAD' ? Readable.from([]) : await takeBytes(source, digest, start, length)
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`)
  if (bytes instanceof Readable) leaveStalled(reply, stallMs)
  return reply.headers({ ...headersOf(served, etag), 'content-length': length }).send(bytes)
}

/** The first part is there before anything is answered, so that what is missing is told; the next are read as the client takes them. */
async function takeBytes(source: Buffer | BlobReader, digest: string, start: number, length: number) {
  if (Buffer.isBuffer(source)) return source.subarray(start, start + length)
  const parts = source.read(digest, start, length)
  const { value: first = Buffer.alloc(0) } = await parts.next()
  return first.length === length ? first : Readable.from(followedBy(first, parts), inBytes)
}

/** Who takes nothing for long holds parts and a connection for nothing. */
function leaveStalled({ raw }: FastifyReply, stallMs: number): void {
  raw.setTimeout(stallMs, () => raw.destroy())
}

/** One part is read ahead. */
const inBytes = { objectMode: false, highWaterMark: partBytes }

async function* followedBy(first: Buffer, others: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* others
}

/** The sandboxing policy and `nosniff` keep a browser from running what pretends to be an image, or is an SVG. */
function headersOf({ mediaType, fileName }: Served, etag: string): Record<string, string> {
  return {
    etag,
    'content-type': mediaType,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    ...(fileName && { 'content-disposition': `attachment; filename="${fileName}"` }),
  }
}

function outOfRange(size: number) {
  return problem('range-not-satisfiable', `The file has ${size} bytes.`, {
    headers: { 'content-range': `bytes */${size}` },
  })
}
