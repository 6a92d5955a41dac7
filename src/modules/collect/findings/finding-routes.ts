/** What a run found: every address, with its verdict. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readPageQuery, schemas, sendPage } from '#platform'
import type { CollectRouteOptions } from '../route-options.ts'
import { getComparison, getRun } from '../runs/run-repository.ts'
import { PageQuery, PageRow, Resource, ResourceQuery } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import { listResources } from './list-resources.ts'
import { listPages, positionOnly } from './page-repository.ts'

const { IdParams, listOf, problems } = schemas

export const findingRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, { database }) => {
  const db = database.tables<CollectTables>()

  server.get(
    '/runs/:id/resources',
    {
      schema: {
        operationId: 'listResources',
        tags: ['runs'],
        summary: 'Every image address that a run found, with its verdict',
        params: IdParams,
        querystring: ResourceQuery,
        response: { 200: listOf(Resource), ...problems(404) },
      },
    },
    async (request, reply) => {
      const { id } = await getRun(db, request.params.id)
      const { verdict, change } = request.query
      const run = await getComparison(db, id)
      const page = await listResources(db, run, { verdict, change, ...readPageQuery(request, positionOnly) })
      return sendPage(request, reply, page)
    },
  )

  server.get(
    '/runs/:id/pages',
    {
      schema: {
        operationId: 'listPages',
        tags: ['runs'],
        summary: 'Every page address that a run found, with its verdict',
        params: IdParams,
        querystring: PageQuery,
        response: { 200: listOf(PageRow), ...problems(404) },
      },
    },
    async (request, reply) => {
      const { id } = await getRun(db, request.params.id)
      const { verdict } = request.query
      const page = await listPages(db, id, { verdict, ...readPageQuery(request, positionOnly) })
      return sendPage(request, reply, page)
    },
  )
}
