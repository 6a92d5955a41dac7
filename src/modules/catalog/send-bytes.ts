/** Serves bytes that came from outside, so that nothing of them can run here. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '#platform'
import type { BlobStore } from './blob-store.ts'
import { readRange } from './range.ts'

export interface Served {
  digest: string
  mediaType: string
  /** When given, opening the address by itself saves a file of this name instead of showing it. */
  fileName?: string
}

/**
 * The address names the content, so it may be kept for ever; one range is served (RFC 9110, section 14).
 * `nosniff` and the sandboxing policy keep a browser from running what pretends to be an image.
 */
export async function sendBytes(request: FastifyRequest, reply: FastifyReply, blobs: BlobStore, served: Served) {
  const size = await blobs.findSize(served.digest)
  if (size === undefined) throw problem('not-found', 'The bytes of this image are not here.')
  const etag = `"${served.digest}"`
  reply.headers({
    etag,
    'content-type': served.mediaType,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'cache-control': 'public, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
  })
  if (served.fileName) reply.header('content-disposition', `attachment; filename="${served.fileName}"`)
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) return reply.code(304).send()
  return sendRange(request, reply, blobs, served.digest, size, etag)
}

async function sendRange(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  blobs: BlobStore,
  digest: string,
  size: number,
  etag: string,
) {
  const asked = headers['if-range'] === undefined || headers['if-range'] === etag ? headers.range : undefined
  const range = readRange(asked, size)
  if (range === 'unsatisfiable') {
    throw problem('range-not-satisfiable', `The file has ${size} bytes.`, {
      headers: { 'content-range': `bytes */${size}` },
    })
  }
  if (range === undefined) return reply.send(await blobs.read(digest, 0, size))
  const { start, end } = range
  reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`)
  return reply.send(await blobs.read(digest, start, end - start + 1))
}
