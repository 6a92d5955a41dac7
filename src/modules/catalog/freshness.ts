/** Spares what a client has already: while the catalogue is the same, 304 is answered before anything is looked for. */
import { createHash } from 'node:crypto'
import type { preHandlerAsyncHookHandler } from 'fastify'
import type { Kysely } from 'kysely'
import { version } from '#platform'
import { isKnown } from './conditions.ts'
import { readRevision } from './revision.ts'
import type { CatalogTables } from './tables.ts'

/** The answer of routes that ask first. */
export const notModified = { 304: { type: 'null', description: 'Not changed since (`If-None-Match`)' } } as const

/**
 * Goes before a handler that answers from the catalogue and the request's parameters alone. The ETag is of the revision that
 * was read first, so that it never stands for rows that came later (RFC 9110, section 8.8.3). It is weak: compressed or not,
 * the answer is the same.
 */
export function askRevision(db: Kysely<CatalogTables>): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const { routeOptions, params, query, headers } = request
    const asked = [version, routeOptions.url, params, Object.entries(query as object).sort()]
    const digest = createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 16)
    const etag = `W/"${await readRevision(db)}-${digest}"`
    reply.headers({ etag, 'cache-control': 'private, no-cache' })
    // `*` asks whether there is anything, which the handler alone can tell.
    if (headers['if-none-match'] !== '*' && isKnown(headers, etag)) return reply.code(304).send()
  }
}
