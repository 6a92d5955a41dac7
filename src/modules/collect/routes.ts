/** The routes of collect: collections and their runs. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { collectionRoutes } from './collections/collection-routes.ts'
import { submissionRoutes } from './collections/submission-routes.ts'
import { findingRoutes } from './findings/finding-routes.ts'
import type { CollectRouteOptions } from './route-options.ts'
import { runRoutes } from './runs/run-routes.ts'
import { Changes, Collection, NewCollection, PageRow, Resource, Run } from './schemas.ts'

export const collectRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, options) => {
  for (const schema of [Changes, Run, Collection, NewCollection, Resource, PageRow]) server.addSchema(schema)
  await server.register(submissionRoutes, options)
  await server.register(collectionRoutes, options)
  await server.register(runRoutes, options)
  await server.register(findingRoutes, options)
}
