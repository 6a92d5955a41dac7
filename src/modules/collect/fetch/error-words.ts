/** From the errors of sockets, DNS, TLS, HTTP parsing and decompression to a verdict, in words for a person. */
import type { FetchVerdict } from './types.ts'

export interface ErrorWords {
  verdict: FetchVerdict
  reason: string
  /** How many tries it is worth in all. */
  worthTries: number
}

/** Codes with words of their own; what is not listed is a `network-error` worth two tries. */
const wordsByCode: Record<string, ErrorWords> = {
  ENOTFOUND: networkError('The host name has no address.', 1),
  ENODATA: networkError('The host name has no address.', 1),
  EAI_AGAIN: networkError('The host name could not be looked up.', 3),
  ECONNREFUSED: networkError('The connection was refused.', 2),
  ECONNRESET: networkError('The server closed the connection without an answer.', 3),
  EPIPE: networkError('The server closed the connection without an answer.', 3),
  EHOSTUNREACH: networkError('The host cannot be reached.', 2),
  ENETUNREACH: networkError('The network of the host cannot be reached.', 2),
  EADDRNOTAVAIL: networkError('The host cannot be reached.', 1),
  HPE_HEADER_OVERFLOW: networkError('The headers of the answer are too long.', 1),
  ERR_STALLED: { verdict: 'timeout', reason: 'The answer came too slowly and was given up.', worthTries: 2 },
  ERR_TOO_MANY_CODINGS: networkError('The answer is compressed too many times over.', 1),
  Z_BUF_ERROR: { verdict: 'truncated', reason: 'The compressed answer ended before it was complete.', worthTries: 3 },
}

/** The limits of time by the name that got gives them. */
const timeoutWords: Record<string, string> = {
  lookup: 'The host name could not be looked up in time.',
  connect: 'The host did not accept the connection in time.',
  secureConnect: 'The host did not agree on encryption in time.',
  response: 'The server accepted the connection but did not answer in time.',
  request: 'The answer was not complete in time.',
}

/** `hadHead`: the answer had begun, so that a lost connection has cut it short. */
export function errorWords(error: unknown, hadHead: boolean): ErrorWords {
  const { code, message, event } = detailsOf(error)
  if (code === 'ERR_REFUSED_ADDRESS') return { verdict: 'refused-address', reason: message, worthTries: 1 }
  if (code === 'ETIMEDOUT') return timeout(timeoutWords[event] ?? 'The host did not answer in time.')
  if (hadHead && isLostConnection(code)) return cutShort
  return wordsByCode[code] ?? wordsByFamily(code)
}

const cutShort: ErrorWords = {
  verdict: 'truncated',
  reason: 'The connection ended before the answer was complete.',
  worthTries: 3,
}

function wordsByFamily(code: string): ErrorWords {
  if (code.startsWith('HPE_') || code.startsWith('ERR_HTTP')) return networkError('The answer is not valid HTTP.', 1)
  if (/^(Z_|ZSTD_|ERR_.*BROTLI|ERR__ERROR_FORMAT|ERR_PADDING)/.test(code)) {
    return networkError('The compressed answer cannot be read.', 1)
  }
  if (/CERT|SELF_SIGNED|ALTNAME|ERR_SSL|ERR_TLS|EPROTO/.test(code)) {
    return networkError(`The encrypted connection could not be trusted (${code}).`, 1)
  }
  return networkError(`The connection failed${code ? ` (${code})` : ''}.`, 2)
}

function isLostConnection(code: string): boolean {
  return (
    code === 'ECONNRESET' || code === 'EPIPE' || code === 'HPE_INVALID_EOF_STATE' || code.includes('CONTENT_LENGTH')
  )
}

function detailsOf(error: unknown): { code: string; message: string; event: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error), event: '' }
  const { code, event } = error as { code?: unknown; event?: unknown }
  return { code: String(code ?? ''), message: error.message, event: String(event ?? '') }
}

function timeout(reason: string): ErrorWords {
  return { verdict: 'timeout', reason, worthTries: 2 }
}

function networkError(reason: string, worthTries: number): ErrorWords {
  return { verdict: 'network-error', reason, worthTries }
}
