/** The routes of collections that exist. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readPageQuery, schemas, sendPage } from '#platform'
import type { CollectRouteOptions } from '../route-options.ts'
import { Collection, ListQuery } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import { getAnswer, toAnswers } from './collection-answers.ts'
import { listCollections } from './collection-repository.ts'
import { removeCollection } from './remove-collection.ts'

const { IdParams, listOf, problems, ref } = schemas

export const collectionRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, options) => {
  const { database, contents, journal, collector } = options
  const db = database.tables<CollectTables>()

  server.get(
    '/collections',
    {
      schema: {
        operationId: 'listCollections',
        tags: ['collections'],
        summary: 'List collections, newest first',
        querystring: ListQuery,
        response: { 200: listOf(Collection), ...problems() },
      },
    },
    async (request, reply) => {
      const page = await listCollections(db, readPageQuery(request, ['text']))
      return sendPage(request, reply, { items: await toAnswers(db, contents, page.items), next: page.next })
    },
  )

  server.get(
    '/collections/:id',
    {
      schema: {
        operationId: 'getCollection',
        tags: ['collections'],
        summary: 'A collection',
        params: IdParams,
        response: { 200: ref(Collection), ...problems(404) },
      },
    },
    async ({ params }) => getAnswer({ db, contents, journal, collector }, params.id),
  )

  server.delete(
    '/collections/:id',
    {
      schema: {
        operationId: 'deleteCollection',
        tags: ['collections'],
        summary: 'Delete a collection, with every image that no other collection holds',
        description:
          'Its run, if one is active, is cancelled. Nothing is answered of it from then on; what there is of a large one goes in the background.',
        params: IdParams,
        response: { 204: { type: 'null', description: 'Deleted' }, ...problems(404, 413, 415) },
      },
    },
    async ({ params }, reply) => {
      await removeCollection(options, params.id)
      return reply.code(204).send(null)
    },
  )
}
