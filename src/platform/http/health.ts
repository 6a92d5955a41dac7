/** Health: alive is for the orchestrator, ready is for the load balancer. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Journal } from '../journal/index.ts'
import { oneOf, ref } from './schemas.ts'

export interface HealthOptions {
  journal: Journal
  /** False from the moment at which the process begins to close. */
  isOpen: () => boolean
}

const Health = Type.Object({ status: oneOf(['ok', 'degraded', 'unavailable']) }, { $id: 'Health' })

export const healthRoutes: FastifyPluginAsyncTypebox<HealthOptions> = async (server, { journal, isOpen }) => {
  const described = { tags: ['health'], security: [], response: { 200: ref(Health) } }
  server.addSchema(Health)

  server.get(
    '/health/live',
    { schema: { ...described, operationId: 'isAlive', summary: 'Is the process alive?' } },
    async () => ({ status: 'ok' as const }),
  )

  // All replicas share the database: one that can still buffer stays in the balancer, or all would leave it at once.
  server.get(
    '/health/ready',
    {
      schema: {
        ...described,
        operationId: 'isReady',
        summary: 'Should requests be sent here?',
        response: { 200: ref(Health), 503: ref(Health) },
      },
    },
    async (_request, reply) => {
      const { delivery, hasRoom } = journal.state()
      if (!isOpen() || !hasRoom) return reply.code(503).send({ status: 'unavailable' as const })
      return { status: delivery === 'away' ? ('degraded' as const) : ('ok' as const) }
    },
  )
}
