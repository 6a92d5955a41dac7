/** Bodies that are not read, and bytes that are no HTTP: a problem document all the same. */
import t from 'tap'
import { ask, askBytes } from '../support/ask.ts'
import { isProblem } from '../support/is-problem.ts'
import { startMagpie } from '../support/magpie.ts'

const uuid = '01900000-0000-7000-8000-000000000000'
const images = '/api/v1/images'
const collections = '/api/v1/collections'

t.test('bodies: too large, of another type, where none is read', async (t) => {
  const magpie = await startMagpie(t)
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(magpie.url, { method: 'POST', path, body, headers })
  const large = { 'content-length': String(2 ** 25 + 1) }
  isProblem(t, await post(collections, '', large), 413, 'too large, by what it says')

  const chunks = `POST /api/v1/runs/${uuid}/cancel HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
  const chunk = `10000\r\n${' '.repeat(2 ** 16)}\r\n`
  isProblem(t, await askBytes(magpie.url, chunks + chunk.repeat(17)), 413, 'too large, in chunks')
  // More than the system holds for a server that does not read.
  const picture = Buffer.alloc(2 ** 25)
  const similar = `${images}/similar`
  isProblem(t, await post(similar, picture, { 'content-type': 'image/png' }), 413, 'a picture that is sent to its end')
  isProblem(t, await post(similar, picture, { 'content-type': 'text/plain' }), 415, 'of another type, sent to its end')
  for (const type of [
    'text/html',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/xml',
    'x',
  ]) {
    isProblem(t, await post(collections, '{}', { 'content-type': type }), 415, type)
  }
  isProblem(t, await post(`/api/v1/runs/${uuid}/cancel`, { now: true }), 400, 'a body that nobody reads')
  isProblem(t, await post(`/api/v1/runs/${uuid}/cancel`, {}), 404, 'an empty body is none')
  isProblem(t, await post(`/api/v1/runs/${uuid}/cancel`, '', { 'content-type': 'application/json' }), 404, 'no body')
})

t.test('what is no HTTP: a problem document all the same', async (t) => {
  const magpie = await startMagpie(t)
  const host = 'Host: x\r\nConnection: close\r\n'
  const broken: [request: string, status: number][] = [
    ['GARBAGE\r\n\r\n', 400],
    [`FOO ${images} HTTP/1.1\r\n${host}\r\n`, 400],
    [`GET ${images} HTTP/9.9\r\n${host}\r\n`, 400],
    [`GET ${images} HTTP/1.1\r\nConnection: close\r\n\r\n`, 400],
    [`GET ${images} HTTP/1.1\r\n${host}Bad Name: 1\r\n\r\n`, 400],
    [`GET ${images} HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`, 400],
    [`GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, 431],
    [`GET ${images} HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    [`POST ${collections} HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`, 400],
    [`POST ${collections} HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    [`POST ${collections} HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, 400],
    [`GET ${images} HTTP/1.1\r\n${host}Expect: everything\r\n\r\n`, 417],
    [`CONNECT site.test:80 HTTP/1.1\r\n${host}\r\n`, 405],
    [`GET * HTTP/1.1\r\n${host}\r\n`, 400],
    [`OPTIONS * HTTP/1.1\r\n${host}\r\n`, 404],
  ]
  for (const [request, status] of broken) {
    isProblem(t, await askBytes(magpie.url, request), status, JSON.stringify(request.slice(0, 80)))
  }
})
