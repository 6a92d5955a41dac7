/** Requests that never reach a route, because Node's own parser refuses them: they get a problem document like any other. */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { type Problem, problem } from '../errors.ts'
import { newId } from '../id.ts'
import { problemDocument } from './problems.ts'

/** For Fastify's `clientErrorHandler`: the socket is all there is. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
  else answer(socket, toProblem(error.code))
}

/** Node answers these two by itself, without a body or not at all. */
export function answerOddRequests({ server }: FastifyInstance): void {
  server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy())
    answer(socket, problem('method-not-allowed', 'Magpie is no proxy.', { headers: { allow: 'GET, HEAD' } }))
  })
  server.on('checkExpectation', ({ socket }) => {
    answer(socket, problem('expectation-failed', 'The only expectation that is met here is 100-continue.'))
  })
}

function toProblem(code = ''): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return problem('headers-too-large', 'Address and headers may have 16 KiB.')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problem('request-timeout', 'The request did not arrive in time.')
  return problem('bad-request', 'This is not HTTP as Magpie reads it.')
}

function answer(socket: Duplex, failure: Problem): void {
  const body = JSON.stringify(problemDocument(failure, newId()))
  const headers = {
    ...failure.headers,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}\r\n${lines.join('')}\r\n${body}`)
}
