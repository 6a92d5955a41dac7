/** The routes of runs. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { problem, readPageQuery, schemas, sendPage } from '#platform'
import type { CollectRouteOptions } from './collection-routes.ts'
import { listPages, positionOnly } from './page-repository.ts'
import { listResources } from './resource-repository.ts'
import { createRunEvents } from './run-events.ts'
import { findRun, findRuns, requestCancel } from './run-repository.ts'
import { PageQuery, PageRow, Resource, ResourceQuery, Run } from './schemas.ts'
import { toEventStream } from './server-sent-events.ts'
import type { CollectTables } from './tables.ts'

const { IdParams, listOf, problems, ref } = schemas
const tags = ['runs']

export const runRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, { database, collector }) => {
  const db = database.tables<CollectTables>()
  const events = createRunEvents({ findRuns: (ids) => findRuns(db, ids) })

  async function getRun(id: string): Promise<Run> {
    const run = await findRun(db, id)
    if (run) return run
    throw problem('not-found', `No run ${id} exists.`)
  }

  server.get(
    '/runs/:id',
    { schema: { tags, summary: 'A run', params: IdParams, response: { 200: ref(Run), ...problems(400, 404) } } },
    async ({ params }) => getRun(params.id),
  )

  server.post(
    '/runs/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Cancel a run',
        description: 'What it collected stays. A run that has ended already stays as it is.',
        params: IdParams,
        response: { 202: ref(Run), ...problems(400, 404) },
      },
    },
    async ({ params: { id } }, reply) => {
      await getRun(id)
      await requestCancel(db, id, Date.now())
      // Here it ends at once; on another replica at the next renewal of its lease.
      void collector.cancel(id)
      return reply.code(202).send(await getRun(id))
    },
  )

  server.get(
    '/runs/:id/events',
    {
      schema: {
        tags,
        summary: 'Follow a run',
        description:
          'Server-sent events: `progress` carries the whole Run, now and after every change; `end` is the last one and carries it too.',
        params: IdParams,
        response: {
          200: {
            description: 'Events',
            content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
          },
          ...problems(400, 404),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params as { id: string }
      await getRun(id)
      const gone = new AbortController()
      request.raw.once('close', () => gone.abort())
      reply
        .header('content-type', 'text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
      return reply.send(Readable.from(toEventStream(events.follow(id, gone.signal))))
    },
  )

  server.get(
    '/runs/:id/resources',
    {
      schema: {
        tags,
        summary: 'Every image address that a run found, with its verdict',
        params: IdParams,
        querystring: ResourceQuery,
        response: { 200: listOf(Resource), ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      await getRun(request.params.id)
      const { verdict } = request.query
      const page = await listResources(db, request.params.id, { verdict, ...readPageQuery(request, positionOnly) })
      return sendPage(request, reply, page)
    },
  )

  server.get(
    '/runs/:id/pages',
    {
      schema: {
        tags,
        summary: 'Every page address that a run found, with its verdict',
        params: IdParams,
        querystring: PageQuery,
        response: { 200: listOf(PageRow), ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      await getRun(request.params.id)
      const { verdict } = request.query
      const page = await listPages(db, request.params.id, { verdict, ...readPageQuery(request, positionOnly) })
      return sendPage(request, reply, page)
    },
  )
}
