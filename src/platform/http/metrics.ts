/** The numbers of this replica, for Prometheus. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Metrics } from '../metrics/index.ts'
import { problems } from './schemas.ts'

export interface MetricsRouteOptions {
  metrics: Metrics
}

export const metricsRoutes: FastifyPluginAsyncTypebox<MetricsRouteOptions> = async (server, { metrics }) => {
  server.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        tags: ['health'],
        summary: 'The numbers of this replica',
        description: 'The text format of Prometheus, 0.0.4. The database is not asked.',
        response: {
          200: { description: 'Metrics', content: { 'text/plain': { schema: Type.String() } } },
          ...problems(),
        },
      },
    },
    async (_request, reply) => reply.type(metrics.mediaType).send(await metrics.text()),
  )
}
