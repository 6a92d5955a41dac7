/** Spares work where the catalogue is the same as before: 304 for a client that has the answer, and answers are kept a while. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import { version } from '#platform'
import { isKnown } from './conditions.ts'
import { readRevision } from './revision.ts'
import type { CatalogTables } from './tables.ts'

/** The answer of routes that ask first. */
export const notModified = { 304: { type: 'null', description: 'Not changed since (`If-None-Match`)' } } as const

type Db = Kysely<CatalogTables>

interface Kept {
  body: string
  link: string | undefined
}

/** In UTF-16 units. What is larger than a part of the whole is not kept. */
const maxKept = { all: 8 * 1024 ** 2, one: 512 * 1024 }

/**
 * Goes before a handler that answers from the catalogue and the request's parameters alone. The ETag is of the revision that
 * was read first, so that it never stands for rows that came later (RFC 9110, section 8.8.3). It is weak: compressed or not,
 * the answer is the same.
 */
export function tagAnswers(db: Db) {
  return {
    async preHandler(request: FastifyRequest, reply: FastifyReply) {
      const etag = `W/"${await readRevision(db)}-${digestOf(request)}"`
      reply.headers({ etag, 'cache-control': 'private, no-cache' })
      // `*` asks whether there is anything, which the handler alone can tell.
      const { 'if-none-match': known } = request.headers
      if (known !== '*' && isKnown(request.headers, etag)) return reply.code(304).send()
    },
  }
}

/** The same, and answers in JSON are kept to be given again. */
export function keepFresh(db: Db) {
  const { preHandler } = tagAnswers(db)
  const answers = new LRUCache<string, Kept>({ maxSize: maxKept.all, maxEntrySize: maxKept.one, sizeCalculation })

  return {
    async preHandler(request: FastifyRequest, reply: FastifyReply) {
      const sent = await preHandler(request, reply)
      const kept = sent ? undefined : answers.get(String(reply.getHeader('etag')))
      if (!kept) return sent
      if (kept.link !== undefined) reply.header('link', kept.link)
      return reply.type('application/json; charset=utf-8').send(kept.body)
    },
    async onSend({ method }: FastifyRequest, reply: FastifyReply, payload: unknown) {
      const etag = reply.getHeader('etag')
      if (method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string' || etag === undefined)
        return payload
      answers.set(String(etag), { body: payload, link: reply.getHeader('link') as string | undefined })
      return payload
    },
  }
}

function digestOf({ routeOptions, params, query }: FastifyRequest): string {
  const asked = [version, routeOptions.url, params, Object.entries(query as object).sort()]
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 22)
}

function sizeCalculation({ body, link = '' }: Kept): number {
  return body.length + link.length + 1
}
