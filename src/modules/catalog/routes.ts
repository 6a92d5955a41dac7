/** The routes that read the catalogue. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { bytesRoutes } from './bytes-routes.ts'
import { ImageMetadata } from './detail-schemas.ts'
import { duplicateRoutes } from './duplicates/duplicate-routes.ts'
import { DuplicateGroup } from './duplicates/duplicate-schemas.ts'
import { exportRoutes } from './export/export-routes.ts'
import { facetRoutes } from './facets/routes.ts'
import { ImageFacets } from './facets/schemas.ts'
import { imageRoutes } from './image-routes.ts'
import { layoutRoutes } from './layout/layout-routes.ts'
import type { CatalogRouteOptions } from './route-options.ts'
import { Image, ImageWithOccurrences, Occurrence } from './schemas.ts'
import { likenessRoutes } from './similar/likeness-routes.ts'
import { similarRoutes } from './similar/similar-routes.ts'
import { SimilarImage } from './similar/similar-schemas.ts'
import { zipRoutes } from './zip/zip-routes.ts'

export const catalogRoutes: FastifyPluginAsyncTypebox<CatalogRouteOptions> = async (server, options) => {
  for (const schema of [Image, Occurrence, ImageMetadata, ImageWithOccurrences]) server.addSchema(schema)
  for (const schema of [ImageFacets, SimilarImage, DuplicateGroup]) server.addSchema(schema)
  await server.register(facetRoutes, options)
  await server.register(imageRoutes, options)
  await server.register(bytesRoutes, options)
  await server.register(similarRoutes, options)
  await server.register(likenessRoutes, options)
  await server.register(duplicateRoutes, options)
  await server.register(exportRoutes, options)
  await server.register(zipRoutes, options)
  await server.register(layoutRoutes, options)
}
