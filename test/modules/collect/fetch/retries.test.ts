import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer, type Socket } from 'node:net'
import t from 'tap'
import { statusFailure } from '../../../../src/modules/collect/fetch/failure.ts'
import { retryAfterMs } from '../../../../src/modules/collect/fetch/retry-after.ts'
import { retryDelayMs } from '../../../../src/modules/collect/fetch/retry-delay.ts'
import { startFetching } from '../../../support/fetching.ts'
import { startSite } from '../../../support/site.ts'

const any = { accept: '*/*', maxBytes: 100_000 }

/** Answers with the listeners in turn, the last one for ever. */
function inTurn(...listeners: RequestListener[]): RequestListener {
  return (request, response) => (listeners.length > 1 ? listeners.shift() : listeners[0])?.(request, response)
}
const status =
  (code: number, headers = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(code, headers).end('x')

t.test('retries: what may heal is tried again, the rest is not', async (t) => {
  const ok = status(200)
  const site = await startSite(t, {
    routes: {
      '/500-500-200': inTurn(status(500), status(500), ok),
      '/503-200': inTurn(status(503), ok),
      '/408-200': inTurn(status(408), ok),
      '/reset-200': inTurn((request) => request.socket.resetAndDestroy(), ok),
      '/cut-200': inTurn(
        (_request, response) =>
          void response.writeHead(200, { 'content-length': 10 }).write('x', () => response.destroy()),
        ok,
      ),
      '/500': status(500),
      '/501': status(501),
      '/404': status(404),
      '/410': status(410),
      '/403': status(403),
    },
  })
  const { fetch } = startFetching(t)
  const healing = { '/500-500-200': 3, '/503-200': 2, '/408-200': 2, '/reset-200': 2, '/cut-200': 2 }
  for (const [path, attempts] of Object.entries(healing)) {
    t.match(await fetch({ ...any, url: site.url + path }), { ok: true, status: 200, attempts }, path)
  }
  for (const [path, attempts] of Object.entries({ '/500': 3, '/501': 1, '/404': 1, '/410': 1, '/403': 1 })) {
    t.match(
      await fetch({ ...any, url: site.url + path }),
      { ok: false, verdict: 'http-error', status: Number(path.slice(1)), attempts },
      path,
    )
  }
  t.match(await fetch({ ...any, url: `${site.url}/none` }), { reason: 'The server answered 404 Not Found.' })
})

t.test('retries: a part that nobody asked for is not the whole, unless it says so', async (t) => {
  const part = (range?: string) => status(206, range === undefined ? {} : { 'content-range': range })
  const site = await startSite(t, {
    routes: {
      '/whole': part('bytes 0-0/1'),
      '/part': part('bytes 0-0/9'),
      '/end': part('bytes 8-8/9'),
      '/unknown': part('bytes 0-0/*'),
      '/unsaid': part(),
      '/nonsense': part('all of it'),
      '/part-whole': inTurn(part('bytes 0-0/9'), status(200)),
    },
  })
  const { fetch } = startFetching(t)
  t.match(await fetch({ ...any, url: `${site.url}/whole` }), { ok: true, status: 206, attempts: 1 })
  t.match(await fetch({ ...any, url: `${site.url}/part-whole` }), { ok: true, status: 200, attempts: 2 })
  for (const path of ['/part', '/end', '/unknown', '/unsaid', '/nonsense']) {
    const truncated = { ok: false, verdict: 'truncated', status: 206, attempts: 3, reason: /a part of it only/ }
    t.match(await fetch({ ...any, url: site.url + path }), truncated, path)
  }
})

t.test('retries: Retry-After pauses its host and no other', async (t) => {
  const cdn = await startSite(t, { address: '127.0.0.2', routes: { '/': 'page' } })
  const date = () => new Date(Date.now() + 2000).toUTCString()
  const site = await startSite(t, {
    routes: {
      '/seconds': inTurn(status(429, { 'retry-after': '1' }), status(200)),
      '/date': inTurn((request, response) => status(503, { 'retry-after': date() })(request, response), status(200)),
      '/other': 'other',
    },
  })
  for (const [path, leastMs] of [
    ['/seconds', 990],
    ['/date', 900],
  ] as const) {
    const { fetch } = startFetching(t)
    const first = fetch({ ...any, url: site.url + path })
    const answered = once(site.events, 'answered')
    await answered
    await fetch({ ...any, url: cdn.url }) // meanwhile the answer has come in, and with it the pause
    const quicker = await Promise.race([first, fetch({ ...any, url: cdn.url })])
    t.match(quicker, { ok: true, attempts: 1 }, 'the other host went on')
    t.match(await first, { ok: true, attempts: 2 })
    const [one, two] = site.hits.filter(({ url }) => url === path)
    t.ok((two?.at ?? 0) - (one?.at ?? 0) >= leastMs, `${path} waited`)
  }
})

t.test('retries: other requests to a host that is overloaded wait too', async (t) => {
  const site = await startSite(t, { routes: { '/': status(429, { 'retry-after': '1' }), '/other': 'other' } })
  const { fetch } = startFetching(t, { retry: { maxTries: 1 } })
  t.match(await fetch({ ...any, url: site.url }), { ok: false, status: 429 })
  t.match(await fetch({ ...any, url: `${site.url}/other` }), { ok: true })
  t.ok((site.hits[1]?.at ?? 0) - (site.hits[0]?.at ?? 0) >= 950)
})

t.test('retries: the wait is capped, doubled and jittered', async (t) => {
  const options = { maxTries: 3, baseMs: 100, maxMs: 1000, random: () => 0.5 }
  const delay = (code: number, attempt: number, retryAfter?: number) =>
    retryDelayMs(statusFailure(code, 'http://a/', retryAfter), attempt, options)
  t.equal(delay(500, 1), 100)
  t.equal(delay(500, 2), 200)
  t.equal(delay(500, 3), undefined)
  t.equal(delay(429, 1, 3_600_000), 1000)
  t.equal(delay(404, 1), undefined)
})

t.test('retry-after: seconds, dates and nonsense', async (t) => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  t.equal(retryAfterMs('120', now), 120_000)
  t.equal(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', now), 60_000)
  t.equal(retryAfterMs('Thu Jan  1 00:01:00 2026', now), 60_000)
  t.equal(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now), 0)
  for (const text of [undefined, '', '-1', '1.5', 'soon', 'soon 9', '9'.repeat(50)])
    t.equal(retryAfterMs(text, now), undefined, String(text))
})

t.test('limits: a server that hangs, trickles, sends nothing or nonsense has its verdict', async (t) => {
  const sockets = new Set<Socket>()
  const respond: Record<string, (socket: Socket) => void> = {
    '/silent': () => undefined,
    '/switch': (socket) => void socket.write('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nabc'),
    '/hints': (socket) => {
      const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 10)
      socket.on('close', () => clearInterval(timer))
    },
    '/half-head': (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-'),
    '/stall': (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'),
    '/trickle': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n')
      const timer = setInterval(() => socket.write('x'), 10)
      socket.on('close', () => clearInterval(timer))
    },
    '/short': (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'),
    '/chunk': (socket) => void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc'),
    '/empty': (socket) => void socket.end(),
    '/nonsense': (socket) => void socket.end('SSH-2.0-OpenSSH\r\n'),
    '/header': (socket) => void socket.end('HTTP/1.1 200 OK\r\nBad\0Header: \x01\r\n\r\n'),
    '/headers': (socket) => void socket.end(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(300_000)}\r\n\r\n`),
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', (request) => respond[String(request).split(' ')[1] ?? '']?.(socket))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const { fetch } = startFetching(t, { limits: { firstByteMs: 100, paceMs: 100 }, retry: { maxTries: 1 } })
  const verdicts = {
    '/silent': 'timeout',
    '/switch': 'network-error',
    '/hints': 'timeout',
    '/half-head': 'timeout',
    '/stall': 'timeout',
    '/trickle': 'timeout',
    '/short': 'truncated',
    '/chunk': 'truncated',
    '/empty': 'network-error',
    '/nonsense': 'network-error',
    '/header': 'network-error',
    '/headers': 'network-error',
  }
  for (const [path, verdict] of Object.entries(verdicts)) {
    const result = await fetch({ ...any, url: origin + path })
    t.match(result, { ok: false, verdict }, `${path}: ${result.ok ? 'ok' : result.reason}`)
  }
  // Each connection has been cut off: without that, this waits for ever.
  for (const socket of sockets) if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
  const whole = startFetching(t, { limits: { totalMs: 100 }, retry: { maxTries: 1 } })
  t.match(await whole.fetch({ ...any, url: `${origin}/trickle` }), {
    ok: false,
    verdict: 'timeout',
    reason: /not complete in time/,
  })
  server.close()
  for (const socket of sockets) socket.destroy()
  await once(server, 'close')
  t.match(await fetch({ ...any, url: origin }), {
    ok: false,
    verdict: 'network-error',
    reason: 'The connection was refused.',
    status: null,
  })
})
