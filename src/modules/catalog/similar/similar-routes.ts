/** Images that look like another. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readPageQuery, schemas, sendPage } from '#platform'
import { keepFresh, notModified } from '../freshness.ts'
import type { CatalogRouteOptions } from '../route-options.ts'
import { ImageParams } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { listSimilar, similarPosition } from './similar-repository.ts'
import { SimilarImage, SimilarQuerystring } from './similar-schemas.ts'

const { listOf, problems } = schemas

export const similarRoutes: FastifyPluginAsyncTypebox<CatalogRouteOptions> = async (server, { database }) => {
  const db = database.tables<CatalogTables>()
  const fresh = keepFresh(db)

  server.get(
    '/images/:id/similar',
    {
      ...fresh,
      schema: {
        operationId: 'listSimilarImages',
        tags: ['images'],
        summary: 'Images that look like it, nearest first',
        description: 'None for an image without a perceptual hash, which is flat or could not be decoded here.',
        params: ImageParams,
        querystring: SimilarQuerystring,
        response: { 200: listOf(SimilarImage), ...notModified, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { distance } = request.query
      const query = { distance, ...readPageQuery(request, similarPosition) }
      return sendPage(request, reply, await listSimilar(db, request.params.id, query))
    },
  )
}
