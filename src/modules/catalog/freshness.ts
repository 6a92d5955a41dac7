/** Spares work where the catalogue is the same as before: 304 for a client that has the answer, and answers are kept a while. */
import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import { type ContentCoding, chooseCoding, version } from '#platform'
import { isAnyKnown, isKnown } from './conditions.ts'
import { pack } from './packing.ts'
import { createRevisionReader } from './revision.ts'
import type { CatalogTables } from './tables.ts'

/** The answer of routes that ask first. */
export const notModified = { 304: { type: 'null', description: 'Not changed since (`If-None-Match`)' } } as const

type Db = Kysely<CatalogTables>

interface Kept {
  link: string | undefined
  body: Buffer
  /** The body by how it is packed, once somebody asked for it so. */
  packed: Map<ContentCoding, Promise<Buffer>>
}

/** In bytes. What is larger than a part of the whole is not kept. */
const maxKept = { all: 16 * 1024 ** 2, one: 1024 ** 2 }

/** Headers of an answer that say something of its body. */
const ofContent = ['content-type', 'content-length', 'content-encoding', 'content-disposition', 'link']

/** Fewer do not get smaller by what packing saves. */
const leastPacked = 1024

/**
 * Goes before a handler that answers from the catalogue and the request's parameters alone. The ETag is of the revision that
 * was read first, so that it never stands for rows that came later (RFC 9110, section 8.8.3). It is weak: compressed or not,
 * the answer is the same.
 */
export function tagAnswers(db: Db) {
  const readRevision = createRevisionReader(db)
  return {
    async preHandler(request: FastifyRequest, reply: FastifyReply) {
      const etag = `W/"${await readRevision()}-${digestOf(request)}"`
      reply.headers({ etag, 'cache-control': 'private, no-cache' })
      if (!isAnyKnown(request.headers) && isKnown(request.headers, etag)) return reply.code(304).send()
    },
    /** Whether there is anything, the handler alone can tell. */
    async onSend({ headers }: FastifyRequest, reply: FastifyReply, payload: unknown) {
      if (reply.statusCode !== 200 || !isAnyKnown(headers)) return payload
      if (payload instanceof Readable) payload.destroy()
      for (const name of ofContent) reply.removeHeader(name)
      reply.code(304)
      return null
    },
  }
}

/** The same, and answers in JSON are kept to be given again. */
export function keepFresh(db: Db) {
  const tagged = tagAnswers(db)
  const answers = new LRUCache<string, Kept>({ maxSize: maxKept.all, maxEntrySize: maxKept.one, sizeCalculation })

  return {
    async preHandler(request: FastifyRequest, reply: FastifyReply) {
      const sent = await tagged.preHandler(request, reply)
      const kept = sent ? undefined : answers.get(String(reply.getHeader('etag')))
      if (!kept) return sent
      const coding = kept.body.length < leastPacked ? 'identity' : chooseCoding(request.headers['accept-encoding'])
      const body = await packedAs(coding, kept)
      if (kept.link !== undefined) reply.header('link', kept.link)
      if (coding !== 'identity') reply.header('content-encoding', coding)
      return reply.type('application/json; charset=utf-8').send(body)
    },
    async onSend(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
      keep(request, reply, payload)
      return tagged.onSend(request, reply, payload)
    },
  }

  function keep({ method }: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    const etag = reply.getHeader('etag')
    if (method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string' || etag === undefined) return
    if (2 * payload.length > maxKept.one) return
    answers.set(String(etag), {
      link: reply.getHeader('link') as string | undefined,
      body: Buffer.from(payload),
      packed: new Map(),
    })
  }
}

/** Of addresses that are asked for again and again. */
const digests = new LRUCache<string, string>({ max: 5000 })
const longestKept = 500

function digestOf(request: FastifyRequest): string {
  const { url } = request
  const known = digests.get(url)
  if (known !== undefined) return known
  const digest = digestAnew(request)
  if (url.length <= longestKept) digests.set(url, digest)
  return digest
}

/** However the query is spelled. */
function digestAnew({ routeOptions, params, query }: FastifyRequest): string {
  const asked = [version, routeOptions.url, params, Object.entries(query as object).sort()]
  return hash('sha256', JSON.stringify(asked), 'base64url').slice(0, 22)
}

function packedAs(coding: ContentCoding, { body, packed }: Kept): Buffer | Promise<Buffer> {
  if (coding === 'identity') return body
  const known = packed.get(coding)
  if (known) return known
  const made = pack(body, coding)
  packed.set(coding, made)
  made.catch(() => packed.delete(coding))
  return made
}

/** What is packed is never more than the body once again. */
function sizeCalculation({ body, link = '' }: Kept): number {
  return 2 * body.length + link.length + 1
}
