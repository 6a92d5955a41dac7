/** How long answers take, by route. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Metrics } from '../metrics/index.ts'

/** Routes are told by their patterns: addresses are without number, and may hold what is nobody's business. */
export function measureRequests(server: FastifyInstance, metrics: Metrics): void {
  const observe = metrics.histogram({
    name: 'magpie_http_request_duration_seconds',
    help: 'From a request to the end of its answer; event streams are left out.',
    labels: ['method', 'route', 'status_code'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  })
  server.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
    const labels = { method, route: routeOptions.url ?? 'unmatched', status_code: reply.statusCode }
    if (!isEventStream(reply)) observe(labels, reply.elapsedTime / 1000)
    done()
  })
}

/** It lasts as long as somebody listens, which says nothing of how fast the server is. */
function isEventStream(reply: FastifyReply): boolean {
  return reply.getHeader('content-type') === 'text/event-stream'
}
