/** Health: alive is for the orchestrator, ready is for the load balancer. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { problem } from '../errors.ts'
import type { Journal } from '../journal/index.ts'
import { problemDocument } from './problems.ts'
import { oneOf, ref, refusal } from './schemas.ts'

export interface HealthOptions {
  journal: Journal
  /** False from the moment at which the process begins to close. */
  isOpen: () => boolean
}

const Health = Type.Object({ status: oneOf(['ok', 'degraded']) }, { $id: 'Health' })

/** Whatever a probe adds to the address is let pass. */
const anything = Type.Object({})

export const healthRoutes: FastifyPluginAsyncTypebox<HealthOptions> = async (server, { journal, isOpen }) => {
  const described = {
    tags: ['health'],
    security: [],
    querystring: anything,
    response: { 200: ref(Health), 400: refusal },
  }
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
        response: { ...described.response, 503: refusal },
      },
    },
    async ({ id }, reply) => {
      const { delivery, hasRoom } = journal.state()
      const why = isOpen()
        ? !hasRoom && 'There is no room for what waits for the database.'
        : 'This replica is closing.'
      // Not thrown: somebody asks every few seconds, and nothing went wrong.
      if (why)
        return reply
          .code(503)
          .type('application/problem+json')
          .send(problemDocument(problem('not-ready', why), id))
      return { status: delivery === 'away' ? ('degraded' as const) : ('ok' as const) }
    },
  )
}
