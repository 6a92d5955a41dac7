/** JSON is the one media type that bodies have. */
import type { FastifyInstance } from 'fastify'

/** No body at all is left to the route's description: many clients name the media type also when they send nothing. */
export function readJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, String(body), done)
  })
}
