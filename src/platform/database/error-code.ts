/** The code of an error of the system, of SQLite or of Postgres, also where a wrapper hides it. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  // A name with several addresses fails once for each.
  if (error instanceof AggregateError) return error.errors.map(errorCode).find((code) => code !== undefined)
  return 'cause' in error ? errorCode(error.cause) : undefined
}
