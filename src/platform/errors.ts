/** Every error that a user may see: its slug, its status and its title (RFC 9457). */

export const problemTypes = {
  'bad-request': [400, 'The request is not well-formed'],
  validation: [400, 'The request does not fit its description'],
  'cursor-invalid': [400, 'The cursor is not one of ours'],
  'cursor-mismatch': [400, 'The cursor belongs to another query'],
  'too-many-images': [400, 'The filters leave too many images'],
  unauthorized: [401, 'A token is needed'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'That method is not served here'],
  'not-acceptable': [406, 'That representation is not served here'],
  'run-active': [409, 'A run of this collection is active'],
  'record-refused': [409, 'The database refuses the record'],
  'request-timeout': [408, 'The request took too long to arrive'],
  'payload-too-large': [413, 'The body is too large'],
  'uri-too-long': [414, 'The address is too long'],
  'unsupported-media-type': [415, 'That media type is not read here'],
  'range-not-satisfiable': [416, 'That range is not in the file'],
  'expectation-failed': [417, 'That expectation is not met here'],
  'idempotency-mismatch': [422, 'The Idempotency-Key was used for another request'],
  'not-an-image': [422, 'That is not an image that can be read'],
  'headers-too-large': [431, 'The headers are too large'],
  internal: [500, 'Something went wrong on our side'],
  'not-ready': [503, 'Send requests elsewhere'],
  busy: [503, 'Too many ask at once'],
  'database-unavailable': [503, 'The database is away'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemType = keyof typeof problemTypes

/** One part of a request that was refused: `path` is a JSON pointer into the body, or the name of a parameter. */
export interface FieldError {
  path: string
  message: string
}

export interface ProblemOptions {
  cause?: unknown
  errors?: FieldError[]
  retryAfterSeconds?: number
  headers?: Record<string, string>
}

export class Problem extends Error {
  readonly type: ProblemType
  readonly status: number
  readonly title: string
  readonly errors: FieldError[] | undefined
  readonly headers: Record<string, string>

  constructor(
    type: ProblemType,
    detail: string,
    { cause, errors, retryAfterSeconds, headers = {} }: ProblemOptions = {},
  ) {
    super(detail, { cause })
    this.name = 'Problem'
    this.type = type
    ;[this.status, this.title] = problemTypes[type]
    this.errors = errors
    this.headers = retryAfterSeconds === undefined ? headers : { ...headers, 'retry-after': String(retryAfterSeconds) }
  }
}

/** An error to throw wherever a request, or what it asks for, turns out wrong; `detail` is read by people. */
export function problem(type: ProblemType, detail: string, options?: ProblemOptions): Problem {
  return new Problem(type, detail, options)
}
