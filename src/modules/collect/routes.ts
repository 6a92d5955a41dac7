/** The routes of collect: collections and their runs. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type CollectRouteOptions, collectionRoutes } from './collection-routes.ts'
import { runRoutes } from './run-routes.ts'
import { Collection, NewCollection, PageRow, Resource, Run } from './schemas.ts'

export const collectRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, options) => {
  for (const schema of [Run, Collection, NewCollection, Resource, PageRow]) server.addSchema(schema)
  await server.register(collectionRoutes, options)
  await server.register(runRoutes, options)
}
