/** What an error of Postgres, or of the way to it, says about the database. SQLSTATE: PostgreSQL documentation, appendix A. */
import { errorCode } from './error-code.ts'

/**
 * Connection (08), access (28), no such database (3D), rollback (40), resources (53), operator (57), system (58); a lock that
 * was not to be had, a server that only reads; and a schema that is not up to date yet, for which no statement is to blame.
 */
const away = /^(08|28|3D|3F|40|53|57|58)...$|^(25006|25P03|25P04|42501|42703|42P01|55006|55P03)$/

/** Classes that blame the statement or its values: trying again would change nothing. */
const refusal = /^(0A|21|22|23|42|44|54)...$/

const network = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
])

/** Some of the commonest losses of a connection come without a code, as plain errors of pg and its pool. */
const codeless = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect$/,
  /^timeout expired$/,
  /^Query read timeout$/,
  /^Client .* is not queryable$/,
  /^Postgres connection has been discarded$/,
]

export function isAway(error: unknown): boolean {
  const code = errorCode(error)
  if (code !== undefined) return network.has(code) || away.test(code)
  return error instanceof Error && codeless.some((message) => message.test(error.message))
}

/** What is in the way of a connection is no statement's fault: a database that takes none, a password that is asked for all at once. */
export function asUnconnected(error: unknown): unknown {
  if (isAway(error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return Object.assign(new Error(`No connection to Postgres: ${reason}`, { cause: error }), { code: '08001' })
}

/** What has no code of Postgres, and is no loss of the connection either, is a mistake of ours. */
export function isRefusal(error: unknown): boolean {
  if (isAway(error)) return false
  const code = errorCode(error)
  return code === undefined || !/^[0-9A-Z]{5}$/.test(code) || refusal.test(code)
}

/** True when the server was lost on the way and cannot have said what became of a commit. */
export function mayHaveCommitted(error: unknown): boolean {
  const code = errorCode(error)
  return isAway(error) && (code === undefined || network.has(code) || /^(08|57)/.test(code))
}

/** After a timeout the connection still waits for its old answer: nobody may use it again. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}
