/** When a token is configured, everything asks for it but the gallery's own files and the health routes. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problem } from '../errors.ts'
import { problems } from './schemas.ts'

/** Patterns of routes, not addresses: one address has many spellings (`/%61pi`, `http://host/api`), and one route. */
const open = /^\/(health\/\w+|assets\/[^/]+|favicon\.svg|index\.html)?$/

/**
 * The gallery's pictures and event streams cannot carry a header, so reading is also allowed by the cookie
 * `magpie_token` (set by the gallery with SameSite=Strict). Writing always needs the header: no foreign page can forge it.
 */
export function requireToken(server: FastifyInstance, token: string): void {
  const expected = digest(token)
  const isOpen = ({ routeOptions }: FastifyRequest) => open.test(routeOptions.url ?? 'none')
  const matches = (given: string | undefined) => given !== undefined && timingSafeEqual(digest(given), expected)
  server.addHook('onRequest', async (request) => {
    if (isOpen(request) || matches(bearer(request))) return
    if (isReading(request) && matches(cookie(request))) return
    throw problem('unauthorized', 'Send the token as "Authorization: Bearer <token>".', {
      headers: { 'www-authenticate': 'Bearer' },
    })
  })
  server.addHook('onRoute', ({ url, schema }) => {
    if (open.test(url) || !schema?.response) return
    schema.response = { ...schema.response, ...problems(401) }
  })
  // A cache that many share must not hand on what was given to one who knew the token.
  server.addHook('onSend', async (request, reply) => {
    const kept = reply.getHeader('cache-control')
    if (!isOpen(request) && typeof kept === 'string') reply.header('cache-control', kept.replace('public', 'private'))
  })
}

/** Digests have one length, so that comparing takes the same time whatever was sent. */
function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}

function bearer({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
}

function isReading({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

function cookie({ headers }: FastifyRequest): string | undefined {
  const value = /(?:^|; *)magpie_token=([^;]*)/.exec(headers.cookie ?? '')?.[1]
  try {
    return value === undefined ? undefined : decodeURIComponent(value)
  } catch {
    return undefined
  }
}
