/** One request and its answer; redirects and retries are for others. */
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import got, { type Request, type RequestFunction, type Response } from 'got'
import { contentDecoders } from './content-codings.ts'
import { contentTypeOf } from './content-type.ts'
import { errorWords } from './error-words.ts'
import { cancelledFailure, type Failure, refusedFailure, statusFailure } from './failure.ts'
import type { GuardedAgents } from './guarded-agents.ts'
import { isPartOnly } from './partial-content.ts'
import { readBody } from './read-body.ts'
import { isRedirect } from './redirects.ts'
import { requestHeaders, type Secrets, withoutSecrets } from './request-headers.ts'
import { requestLeniently } from './request-leniently.ts'
import { retryAfterMs } from './retry-after.ts'
import type { Fetched, FetchRequest, ResponseHead } from './types.ts'

/** Limits of time for one exchange, in milliseconds. */
export interface ExchangeLimits {
  lookupMs: number
  connectMs: number
  /** From the request sent to the first byte of the answer. */
  firstByteMs: number
  /** The whole of it. */
  totalMs: number
  /** A body must bring at least `paceBytes` in every `paceMs`. */
  paceMs: number
  paceBytes: number
}

export interface ExchangeOptions {
  agents: GuardedAgents
  userAgent: string
  limits: ExchangeLimits
  /** The wall clock, for Retry-After dates. */
  now: () => number
  /** The connection is not to be kept for others: some servers close what they promised to keep. */
  isLastOfConnection?: boolean
}

export interface Redirect {
  ok: 'elsewhere'
  status: number
  location: string
  /** The `Set-Cookie` lines that came with it. */
  cookies: string[]
}

export type Answer = Omit<Fetched, 'attempts'> | Redirect | Failure

/** What a redirect or an error page may measure, and take, for its connection to be worth keeping. */
const worthDraining = 16_384
const worthWaitingMs = 1000

/** Asks `url` once. */
export async function exchange(
  request: FetchRequest,
  url: URL,
  secrets: Secrets,
  options: ExchangeOptions,
): Promise<Answer> {
  const stream = openStream(request, url, secrets, options)
  let head: ResponseHead | undefined
  try {
    const [response] = (await once(stream, 'response')) as [Response]
    head = headOf(response, withoutSecrets(url).href)
    return await answerOf(stream, head, request, options)
  } catch (error) {
    const bare = withoutSecrets(url).href
    if (request.signal?.aborted) return cancelledFailure(bare)
    return { ok: false, ...errorWords(error, head !== undefined), url: bare, status: head?.status ?? null }
  } finally {
    if (!stream.readableEnded) stream.destroy()
  }
}

function openStream(request: FetchRequest, url: URL, secrets: Secrets, options: ExchangeOptions): Request {
  const { lookupMs, connectMs, firstByteMs, totalMs } = options.limits
  const stream = got.stream(withoutSecrets(url), {
    agent: { http: options.agents.http, https: options.agents.https },
    headers: {
      ...requestHeaders(request, url, options.userAgent, secrets),
      ...(options.isLastOfConnection && { connection: 'close' }),
    },
    timeout: {
      lookup: lookupMs,
      connect: connectMs,
      secureConnect: connectMs,
      response: firstByteMs,
      request: totalMs,
    },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
    strictContentLength: false, // which holds for the body as it is framed: HTTP's parser knows
    http2: false,
    request: requestLeniently as RequestFunction,
    ...(request.signal && { signal: request.signal }),
  })
  stream.on('error', () => undefined) // errors that come when nobody waits any more
  stream.on('upgrade', (_response: unknown, socket: Duplex) => {
    socket.destroy() // nobody else would: a 101 takes the socket away from its request
    stream.destroy(Object.assign(new Error('Nobody asked for an upgrade'), { code: 'ERR_HTTP_UPGRADE' }))
  })
  return stream
}

async function answerOf(stream: Request, head: ResponseHead, request: FetchRequest, options: ExchangeOptions) {
  const { status, headers } = head
  const isUnchanged = status === 304 && (request.etag !== undefined || request.lastModified !== undefined)
  if (isUnchanged)
    return { ok: true, notModified: true, ...head, body: await drain(stream, head, options), digest: null } as const
  if (status >= 200 && status < 300) return readAnswer(stream, head, request, options)
  await drain(stream, head, options)
  if (isRedirect(status) && headers.location !== undefined) {
    return { ok: 'elsewhere', status, location: headers.location, cookies: headers['set-cookie'] ?? [] } as const
  }
  return statusFailure(status, head.url, retryAfterMs(headers['retry-after'], options.now()))
}

async function readAnswer(stream: Request, head: ResponseHead, request: FetchRequest, { limits }: ExchangeOptions) {
  const refusal = request.accepts?.(head)
  if (refusal) return refusedFailure(refusal, head.url, head.status)
  if (isPartOnly(head)) return partOnly(head)
  const codings = head.headers['content-encoding']
  const isTooLong = codings === undefined && (head.contentLength ?? 0) > request.maxBytes
  const mayCut = request.overflow === 'cut'
  if (isTooLong && !mayCut) return tooLarge(head, request.maxBytes)
  const expectedBytes = codings === undefined ? (head.contentLength ?? undefined) : undefined
  const { maxBytes, reservation, digest } = request
  const asked = { ...limits, maxBytes, expectedBytes, reservation, digest }
  const body = await readBody(stream, contentDecoders(codings), asked)
  if (!body.isWhole && !mayCut) return tooLarge(head, request.maxBytes)
  return { ok: true, notModified: false, ...head, body: body.bytes, digest: body.digest } as const
}

/** Reads a short body that nobody wants, so that the connection can serve again; a long or slow one is cut off. */
async function drain(stream: Request, { contentLength }: ResponseHead, { limits }: ExchangeOptions): Promise<Buffer> {
  const paceMs = Math.min(limits.paceMs, worthWaitingMs)
  const isShort = (contentLength ?? 0) <= worthDraining
  if (isShort) await readBody(stream, [], { ...limits, paceMs, maxBytes: worthDraining }).catch(() => undefined)
  return Buffer.alloc(0)
}

/** Another try may reach another server behind the same name. */
function partOnly({ url, status }: ResponseHead): Failure {
  const reason = 'The server sent a part of it only, although the whole was asked for.'
  return { ...refusedFailure({ verdict: 'truncated', reason }, url, status), worthTries: 3 }
}

function tooLarge(head: ResponseHead, maxBytes: number): Failure {
  const reason = `The answer is longer than the limit of ${maxBytes} bytes.`
  return refusedFailure({ verdict: 'too-large', reason }, head.url, head.status)
}

function headOf(response: Response, url: string): ResponseHead {
  const { statusCode, headers } = response
  // Where the body is chunked its end is known by that alone (RFC 9112, section 6.3).
  const length = headers['transfer-encoding'] === undefined ? (headers['content-length'] ?? '') : ''
  return {
    url,
    status: statusCode,
    contentType: contentTypeOf(response.headersDistinct['content-type']),
    contentLength: /^\d+$/.test(length) ? Number(length) : null,
    headers,
    robotsTags: response.headersDistinct['x-robots-tag'] ?? [],
  }
}
