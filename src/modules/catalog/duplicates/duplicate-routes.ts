/** What a collection has more than once. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readPageQuery, schemas, sendPage } from '#platform'
import { keepFresh, notModified } from '../freshness.ts'
import type { CatalogRouteOptions } from '../route-options.ts'
import type { CatalogTables } from '../tables.ts'
import { duplicatePosition, listDuplicates } from './duplicate-list.ts'
import { DuplicateGroup, DuplicateQuerystring } from './duplicate-schemas.ts'

const { IdParams, listOf, problems } = schemas

const description = `Exact duplicates first: the same bytes, used by pages at several addresses. Then near copies: the same picture, by its perceptual
hash and its shape, in another size, compression or format. Of each kind, what wastes the most bytes comes first.`

export const duplicateRoutes: FastifyPluginAsyncTypebox<CatalogRouteOptions> = async (server, { database }) => {
  const db = database.tables<CatalogTables>()
  const fresh = keepFresh(db)

  server.get(
    '/collections/:id/duplicates',
    {
      ...fresh,
      schema: {
        operationId: 'listDuplicates',
        tags: ['collections'],
        summary: 'What a collection has more than once',
        description,
        params: IdParams,
        querystring: DuplicateQuerystring,
        response: { 200: listOf(DuplicateGroup), ...notModified, ...problems(404) },
      },
    },
    async (request, reply) => {
      const query = { kind: request.query.kind, ...readPageQuery(request, duplicatePosition) }
      return sendPage(request, reply, await listDuplicates(db, request.params.id, query))
    },
  )
}
