/** One try: an address, and the redirects behind it, hop by hop. */
import type PQueue from 'p-queue'
import type { AddressPolicy } from './address-policy.ts'
import { createCookies } from './cookies.ts'
import { type Answer, type ExchangeOptions, exchange, type Redirect } from './exchange.ts'
import { cancelledFailure, type Failure, refusedFailure } from './failure.ts'
import type { HostGates } from './host-gates.ts'
import type { HostHealth, Silence } from './host-health.ts'
import { refuseUrl } from './judge-url.ts'
import { redirectTarget } from './redirects.ts'
import { type Secrets, withoutSecrets } from './request-headers.ts'
import type { Fetched, FetchRequest, Permission } from './types.ts'

export interface FollowOptions extends ExchangeOptions {
  policy: AddressPolicy
  gates: HostGates
  health: HostHealth
  /** Bounds what is asked of all hosts together. */
  exchanges: PQueue
}

/** As many as browsers follow (Fetch Standard, HTTP-redirect fetch). */
const maxRedirects = 20

/** Every hop is judged, asked of the caller, and waits at the gate of its own host. */
export async function follow(
  request: FetchRequest,
  options: FollowOptions,
): Promise<Omit<Fetched, 'attempts'> | Failure> {
  if (!URL.canParse(request.url)) return unreadable(request.url, 'The address is not a URL.')
  const start = new URL(request.url)
  const seen = new Set<string>()
  const cookies = createCookies()
  let url = start
  for (;;) {
    const cookie = cookies.for(url)
    const credentials = url.origin === start.origin ? start : undefined
    seen.add(asked(url, cookie))
    const answer = await hop(request, url, { credentials, cookie }, options)
    if (answer.ok !== 'elsewhere') return answer
    cookies.take(answer.cookies, url)
    const next = nextUrl(answer, url, (target) => seen.has(asked(target, cookies.for(target))))
    if (!(next instanceof URL)) return next
    if (seen.size > maxRedirects) return tooFar(answer, url, `There are more than ${maxRedirects} redirects.`)
    url = next
  }
}

async function hop(request: FetchRequest, url: URL, secrets: Secrets, options: FollowOptions): Promise<Answer> {
  const bare = withoutSecrets(url).href
  const permission: Permission =
    refuseUrl(url, options.policy) ?? (await unlessAborted(request.permits?.(bare), request.signal))
  if (request.signal?.aborted) return cancelledFailure(bare)
  if (permission && 'verdict' in permission) return refusedFailure(permission, bare)
  const ask = () =>
    options.health.ask<Answer>(
      url.host,
      () => options.exchanges.add(() => exchange(request, url, secrets, options)),
      (last) => hostDown(last, bare),
      request.signal,
    )
  return options.gates.enter(url.host, ask, { ...permission, signal: request.signal }).catch((error: unknown) => {
    if (request.signal?.aborted) return cancelledFailure(bare)
    throw error
  })
}

/** The same address with another cookie is another question. */
function asked(url: URL, cookie = ''): string {
  return `${withoutSecrets(url).href} ${cookie}`
}

function nextUrl(redirect: Redirect, from: URL, isKnown: (target: URL) => boolean): URL | Failure {
  const target = redirectTarget(redirect.location, from)
  if (!target) {
    const words = 'The server redirects to something that is not a URL.'
    return { ...unreadable(withoutSecrets(from).href, words), status: redirect.status }
  }
  return isKnown(target)
    ? tooFar(redirect, from, 'The redirects lead back to where they came from.')
    : withoutSecrets(target)
}

function tooFar({ status }: Redirect, from: URL, reason: string): Failure {
  return refusedFailure({ verdict: 'redirect-loop', reason }, withoutSecrets(from).href, status)
}

/** Trying again would not heal it: the host is left alone for a while. */
function hostDown({ verdict, reason }: Silence, url: string): Failure {
  return refusedFailure({ verdict, reason: `The host does not answer, and is left alone for a while: ${reason}` }, url)
}

function unreadable(url: string, reason: string): Failure {
  return refusedFailure({ verdict: 'http-error', reason }, url)
}

/** Waits for the answer, but no longer than the signal lets it. */
async function unlessAborted<T>(
  answer: Promise<T> | undefined,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  if (!answer || !signal) return answer
  if (signal.aborted) return undefined
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const stop = () => resolve(undefined)
  signal.addEventListener('abort', stop, { once: true })
  return Promise.race([answer, promise]).finally(() => signal.removeEventListener('abort', stop))
}
