/** Refuses what Fastify would let pass: no host, a query that is not UTF-8, a packed body, a query or a body that nobody reads. */
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import { Type } from 'typebox'
import { type Problem, problem } from '../errors.ts'

export function refuseOddRequests(server: FastifyInstance): void {
  server.addHook('onRoute', ({ schema }) => {
    if (schema && isChecked(schema)) schema.querystring ??= nothing
  })
  server.addHook('onRequest', (request, _reply, done) => done(objectionTo(request)))
  server.addHook('preValidation', (request, _reply, done) => {
    const isRead = request.is404 || request.routeOptions.schema?.body !== undefined || isEmpty(request.body)
    done(isRead ? undefined : problem('validation', 'No body is read here.', { errors: [unread] }))
  })
}

const unread = { path: '/', message: 'is not read here' }

function objectionTo(request: FastifyRequest): Problem | undefined {
  const { headers, raw, routeOptions } = request
  if (headers.host === undefined && raw.httpVersion === '1.1')
    return problem('bad-request', 'HTTP/1.1 asks for a Host header (RFC 9112, section 3.2).')
  if (raw.url === '*' && raw.method !== 'OPTIONS')
    return problem(
      'bad-request',
      '"*" stands for the whole server, of which only OPTIONS asks (RFC 9112, section 3.2.4).',
    )
  const coding = headers['content-encoding'] ?? 'identity'
  if (coding.toLowerCase() !== 'identity' && 415 in responsesOf(request)) return packed(coding)
  if (isChecked(routeOptions.schema) && !isUtf8(queryOf(request)))
    return problem('bad-request', 'The query is not percent-encoded UTF-8.')
  return undefined
}

const nothing = Type.Object({}, { additionalProperties: false })

/** A route that says how it refuses is strict; health probes and files are not. */
function isChecked(schema: FastifySchema | undefined): boolean {
  return schema?.response !== undefined && 400 in (schema.response as object)
}

function responsesOf({ routeOptions }: FastifyRequest): object {
  return (routeOptions.schema?.response as object | undefined) ?? {}
}

/** Not unpacked, as a small body can become a very large one; and not read as what it is not (RFC 9110, section 8.4). */
function packed(coding: string) {
  return problem('unsupported-media-type', `Send the body as it is, without "Content-Encoding: ${coding}".`, {
    headers: { 'accept-encoding': 'identity' },
  })
}

/** The query parser leaves a broken escape as it stands, so that it would be looked for as text. */
function isUtf8(query: string): boolean {
  try {
    decodeURIComponent(query)
    return true
  } catch {
    return false
  }
}

function queryOf({ url }: FastifyRequest): string {
  const start = url.indexOf('?')
  return start === -1 ? '' : url.slice(start)
}

/** Clients that always send JSON send `{}`, or a media type and nothing. */
function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)
}
