import { type Problem, problem } from '../errors.ts'

/** What a giver who does not want to wait hears while the database is away. */
export function databaseUnavailable(cause?: unknown): Problem {
  return problem(
    'database-unavailable',
    'The database does not answer now, and nothing was accepted. Try again shortly.',
    { cause, retryAfterSeconds: 5 },
  )
}
