/** A real website on a loopback address, which remembers what was asked of it. */
import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

/** What a path answers: a page's text or an image's bytes, an answer with status and headers, or a listener of its own. */
export type Route = string | Buffer | Reply | RequestListener

export interface Reply {
  status?: number
  headers?: Record<string, string | string[]>
  body?: string | Buffer
}

export interface SiteOptions {
  /** 127.0.0.1 by default. */
  address?: string
  /** A free one by default. */
  port?: number
  /** By path with query, else by path; what is not listed answers 404. It may be changed while the site runs. */
  routes: Record<string, Route>
}

export interface Hit {
  /** Path and query. */
  url: string
  headers: IncomingHttpHeaders
  /** Monotonic milliseconds. */
  at: number
}

export interface Site {
  /** Origin without a slash at its end. */
  url: string
  port: number
  hits: Hit[]
  /** Connections accepted until now. */
  connections(): number
  /** Emits `answered` with the path when an answer has been sent. */
  events: EventEmitter
  close(): Promise<void>
}

/** Starts a site that ends with the test. */
export async function startSite(
  t: Pick<Test, 'teardown'>,
  { address = '127.0.0.1', port = 0, routes }: SiteOptions,
): Promise<Site> {
  const hits: Hit[] = []
  const events = new EventEmitter()
  let connections = 0
  const server = createServer((request, response) => {
    const url = request.url ?? '/'
    response.once('finish', () => events.emit('answered', url))
    hits.push({ url, headers: request.headers, at: performance.now() })
    serve(routes[url] ?? routes[url.split('?', 1)[0] ?? ''] ?? { status: 404 })(request, response)
  })
  server.on('connection', () => {
    connections += 1
  })
  server.listen(port, address)
  await once(server, 'listening')
  const close = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  t.teardown(close)
  const bound = (server.address() as AddressInfo).port
  return { url: `http://${address}:${bound}`, port: bound, hits, connections: () => connections, events, close }
}

function serve(route: Route): RequestListener {
  if (typeof route === 'function') return route
  const reply = typeof route === 'string' || Buffer.isBuffer(route) ? { body: route } : route
  return (_request, response) => {
    const type = typeof reply.body === 'string' ? 'text/html; charset=utf-8' : 'application/octet-stream'
    response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers }).end(reply.body ?? '')
  }
}
