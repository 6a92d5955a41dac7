/** The headers of one hop of a request. */
import { acceptedCodings } from './content-codings.ts'
import type { FetchRequest } from './types.ts'

/** What is told to one address alone. */
export interface Secrets {
  /** The URL whose user and password may be sent: the original address, while its origin is asked. */
  credentials: URL | undefined
  /** What redirects on the way have set for it. */
  cookie: string | undefined
}

export function requestHeaders(request: FetchRequest, url: URL, userAgent: string, secrets: Secrets) {
  const { credentials, cookie } = secrets
  return {
    'user-agent': userAgent,
    accept: request.accept,
    'accept-encoding': acceptedCodings,
    referer: refererFor(url, request.referer),
    authorization: credentials && basicAuthorization(credentials),
    cookie,
    ...(isValidFor(url, request) && validatorsOf(request)),
  }
}

function isValidFor(url: URL, { validFor }: FetchRequest): boolean {
  return validFor === undefined || validFor === withoutSecrets(url).href
}

function validatorsOf({ etag, lastModified }: FetchRequest) {
  return { 'if-none-match': sendable(etag), 'if-modified-since': sendable(lastModified) }
}

/** The address of the naming page as it may be told to `url`: no credentials, no fragment, nothing from https to http. */
export function refererFor(url: URL, referer: string | undefined): string | undefined {
  if (referer === undefined || !URL.canParse(referer)) return undefined
  const page = new URL(referer)
  const isWeb = page.protocol === 'http:' || page.protocol === 'https:'
  if (!isWeb || (page.protocol === 'https:' && url.protocol === 'http:')) return undefined
  return withoutSecrets(page).href
}

/** The URL without credentials and fragment, as it may be shown, stored and sent. */
export function withoutSecrets(url: URL): URL {
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  bare.hash = ''
  return bare
}

/** Validators come from a server, by way of the database: what could break the header is left out. */
function sendable(value: string | undefined): string | undefined {
  return value !== undefined && /^[\x20-\x7e\x80-\xff]+$/.test(value) ? value : undefined
}

function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined
  return `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64')}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
