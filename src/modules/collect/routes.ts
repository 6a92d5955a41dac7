/** The routes of collect: collections and their runs. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Database, Journal } from '#platform'
import type { CollectionContents } from './collection-answers.ts'
import { collectionRoutes } from './collection-routes.ts'
import type { Collector } from './collector.ts'
import { findingRoutes } from './finding-routes.ts'
import { runRoutes } from './run-routes.ts'
import { Collection, NewCollection, PageRow, Resource, Run } from './schemas.ts'
import { submissionRoutes } from './submission-routes.ts'

export interface CollectRouteOptions {
  database: Database
  journal: Journal
  collector: Collector
  contents: CollectionContents
}

export const collectRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, options) => {
  for (const schema of [Run, Collection, NewCollection, Resource, PageRow]) server.addSchema(schema)
  await server.register(submissionRoutes, options)
  await server.register(collectionRoutes, options)
  await server.register(runRoutes, options)
  await server.register(findingRoutes, options)
}
