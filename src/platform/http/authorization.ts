/** When a token is configured, the API asks for it; the gallery's own files and the health routes stay open. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problem } from '../errors.ts'

const guarded = /^\/(api|docs|openapi\.json)(\/|$|\?)/

/**
 * The gallery's pictures and event streams cannot carry a header, so reading is also allowed by the cookie
 * `magpie_token` (set by the gallery with SameSite=Strict). Writing always needs the header: no foreign page can forge it.
 */
export function requireToken(server: FastifyInstance, token: string): void {
  const expected = digest(token)
  const matches = (given: string | undefined) => given !== undefined && timingSafeEqual(digest(given), expected)
  server.addHook('onRequest', async (request) => {
    if (!guarded.test(request.url) || matches(bearer(request))) return
    if (request.method === 'GET' && matches(cookie(request))) return
    throw problem('unauthorized', 'Send the token as "Authorization: Bearer <token>".', {
      headers: { 'www-authenticate': 'Bearer' },
    })
  })
}

/** Digests have one length, so that comparing takes the same time whatever was sent. */
function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}

function bearer({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

function cookie({ headers }: FastifyRequest): string | undefined {
  const value = /(?:^|; *)magpie_token=([^;]*)/.exec(headers.cookie ?? '')?.[1]
  try {
    return value === undefined ? undefined : decodeURIComponent(value)
  } catch {
    return undefined
  }
}
