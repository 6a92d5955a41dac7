/** The route of facets. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { schemas } from '#platform'
import { keepFresh, notModified } from '../freshness.ts'
import type { CatalogRouteOptions } from '../route-options.ts'
import type { CatalogTables } from '../tables.ts'
import { countFacets } from './facet-repository.ts'
import { FacetQuery, ImageFacets } from './schemas.ts'

const { problems, ref } = schemas

export const facetRoutes: FastifyPluginAsyncTypebox<CatalogRouteOptions> = async (server, { database }) => {
  const db = database.tables<CatalogTables>()
  const fresh = keepFresh(db)

  server.get(
    '/images/facets',
    {
      ...fresh,
      schema: {
        operationId: 'countImages',
        tags: ['images'],
        summary: 'How many images have which format, domain, host, orientation, element, alt text, colour and size',
        description:
          'Exact for all images, and for those of a collection. With other filters up to 10,000 of the images that match are counted; with `q` or `color` and others, up to 20,000 of those that have the words or the colour are asked for the others.',
        querystring: FacetQuery,
        response: { 200: ref(ImageFacets), ...notModified, ...problems() },
      },
    },
    ({ query }) => countFacets(db, query),
  )
}
