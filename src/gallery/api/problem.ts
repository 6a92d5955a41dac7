/** Turns whatever went wrong into a problem that can be shown. */
import type { FieldError, Problem } from './types.ts'

export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail || problem.title, options)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** The problem inside anything thrown; a stranger's error becomes one of ours. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return wording('/problems/gallery', 'Something went wrong in the gallery', 0, String(error))
}

/** The problem for a server that gave no answer at all. */
export function unreachable(): Problem {
  return wording('/problems/unreachable', 'Magpie cannot be reached', 0, 'Check that it is running, then try again.')
}

/** Whether what was asked for has to wait because a run goes on, which the gallery did not know. */
export function isRunActive({ type }: Problem): boolean {
  return type === '/problems/run-active'
}

/** Whether there is nothing by the id that was asked for: not any more, or never, where it is no id at all. */
export function isNothing({ status, errors }: Problem): boolean {
  return status === 404 || errors.some(({ path }) => path === 'id')
}

/** Reads a problem document; a body that is none (a proxy's page, say) still gives clear words. */
export function readProblem(status: number, body: unknown): Problem {
  const given = isRecord(body) ? body : {}
  return {
    type: text(given.type, 'about:blank'),
    title: text(given.title, `The server answered ${status}`),
    status,
    detail: text(given.detail, ''),
    errors: Array.isArray(given.errors) ? given.errors.flatMap(readField) : [],
  }
}

function readField(value: unknown): FieldError[] {
  if (!isRecord(value)) return []
  return [{ path: text(value.path, ''), message: text(value.message, 'is not right') }]
}

function wording(type: string, title: string, status: number, detail: string): Problem {
  return { type, title, status, detail, errors: [] }
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
