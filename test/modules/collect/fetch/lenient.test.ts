import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { startFetching } from '../../../support/fetching.ts'

const any = { accept: '*/*', maxBytes: 100_000 }

type Answer = (socket: Socket, requestOnSocket: number) => void

/** Answers as it likes, by path; what else HTTP asks of a server is up to the answer. */
async function startServer(t: Pick<Test, 'teardown'>, answers: Record<string, Answer>): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let requests = 0
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (request) => answers[String(request).split(' ')[1] ?? '']?.(socket, ++requests))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('lenient: answers that browsers read', async (t) => {
  const answers = {
    '/bare-lf': 'HTTP/1.1 200 OK\nContent-Length: 4\n\nbody',
    '/no-words': 'HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nbody',
    '/control': 'HTTP/1.1 200 OK\r\nX-A: a\x01b\r\nContent-Length: 4\r\n\r\nbody',
    '/folded': 'HTTP/1.1 200 OK\r\nX-A: a\r\n b\r\nContent-Length: 4\r\n\r\nbody',
    '/chunk-blanks': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4  \r\nbody\r\n0\r\n\r\n',
    '/both-short': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n',
    '/both-huge':
      'HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n',
    '/both-long': 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n',
    '/header-200kB': `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(200_000)}\r\nContent-Length: 4\r\n\r\nbody`,
    '/more': 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody and more',
    '/more-close': 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody and more',
  }
  const write = (text: string) => (socket: Socket) => void socket.write(text)
  const origin = await startServer(
    t,
    Object.fromEntries(Object.entries(answers).map(([path, text]) => [path, write(text)])),
  )
  const { fetch } = startFetching(t)
  for (const path of Object.keys(answers)) {
    const result = await fetch({ ...any, url: origin + path })
    t.equal(result.ok ? result.body.toString() : result.reason, 'body', path)
    t.equal(result.attempts, 1)
  }
})

t.test('lenient: a server that closes what it promised to keep is asked again one connection a request', async (t) => {
  const body = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody'
  const to = 'HTTP/1.1 302 Found\r\nLocation: /body\r\nContent-Length: 0\r\n\r\n'
  const origin = await startServer(t, {
    '/body': (socket, request) => void (request === 1 ? socket.write(body) : socket.resetAndDestroy()),
    '/to': (socket, request) => void (request === 1 ? socket.write(to) : socket.resetAndDestroy()),
    '/never': (socket) => socket.resetAndDestroy(),
  })
  const { fetch } = startFetching(t)
  t.match(await fetch({ ...any, url: `${origin}/body` }), { ok: true, attempts: 1 })
  t.match(await fetch({ ...any, url: `${origin}/body` }), { ok: true, attempts: 2 })
  t.match(await fetch({ ...any, url: `${origin}/to` }), { ok: true, attempts: 2 })
  t.match(await fetch({ ...any, url: `${origin}/never` }), { ok: false, verdict: 'network-error', attempts: 3 })
})
