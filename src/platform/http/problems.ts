/** Every error leaves as a problem document (RFC 9457). */
import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../database/index.ts'
import { type FieldError, Problem, type ProblemType, problem } from '../errors.ts'
import { closeWhenRead } from './close-when-read.ts'

/** Fastify's own errors, as problems of ours. */
const fastifyErrors: Record<string, ProblemType> = {
  FST_ERR_VALIDATION: 'validation',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_MAX_PARAM_LENGTH: 'uri-too-long',
  FST_ERR_BAD_URL: 'bad-request',
}

const details: Record<string, string> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send JSON, and say so: "Content-Type: application/json".',
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, database: Database) {
  const answer = toProblem(error, database)
  if (answer.status >= 500) request.log.error({ err: error }, answer.title)
  if (!request.raw.complete) closeWhenRead(request)
  return reply
    .removeHeader('etag')
    .code(answer.status)
    .headers({ ...answer.headers, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemDocument(answer, request.id))
}

/** The members of a problem document, as the schema `Problem` describes them. */
export function problemDocument(answer: Problem, requestId: string) {
  return {
    type: `/problems/${answer.type}`,
    title: answer.title,
    status: answer.status,
    detail: answer.message,
    requestId,
    ...(answer.errors && { errors: answer.errors }),
  }
}

function toProblem(error: unknown, database: Database): Problem {
  if (error instanceof Problem) return error
  if (database.dialect.isAway(error)) {
    return problem('database-unavailable', 'The database does not answer now. Try again shortly.', {
      retryAfterSeconds: 5,
    })
  }
  return isFastifyError(error) ? fromFastify(error) : internal()
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
}

function fromFastify(error: FastifyError): Problem {
  const status = error.statusCode ?? 500
  if (status >= 500) return internal()
  if (error.validation) return invalid(error)
  const type = fastifyErrors[error.code] ?? (status === 413 ? 'payload-too-large' : 'bad-request')
  return problem(type, details[error.code] ?? (error.message || (STATUS_CODES[status] ?? 'Bad Request')))
}

/** What Fastify calls the parts of a request, and what a person does. */
const partNames: Record<string, string> = { params: 'address', querystring: 'query', headers: 'header' }

function internal(): Problem {
  return problem('internal', 'The request could not be answered. The log says more under this request id.')
}

function invalid(error: FastifyError): Problem {
  const where = error.validationContext ?? 'request'
  const called = partNames[where] ?? where
  const errors: FieldError[] = (error.validation ?? []).map(({ instancePath, message = 'is wrong', params }) => {
    const name = params.additionalProperty ?? params.missingProperty
    return { path: pathOf(where, instancePath, name), message: wordsOf(message, params) }
  })
  const summary = errors.map(({ path, message }) => `${path} ${message}`).join('; ')
  return problem('validation', `The ${called} is not as described: ${summary}.`, { errors })
}

/** A JSON pointer into the body; the bare name of a parameter elsewhere. */
function pathOf(where: string, instancePath: string, name: unknown): string {
  const pointer = typeof name === 'string' ? `${instancePath}/${name}` : instancePath
  return where === 'body' ? pointer || '/' : pointer.replace(/^\//, '') || (partNames[where] ?? where)
}

function wordsOf(message: string, params: Record<string, unknown>): string {
  if (params.additionalProperty === '') return 'has something without a name'
  if ('additionalProperty' in params) return 'is not known'
  if ('missingProperty' in params) return 'is missing'
  if (Array.isArray(params.allowedValues)) return `must be one of ${params.allowedValues.join(', ')}`
  return message
}
