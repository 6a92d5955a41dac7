/** The routes of collections. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Database, type Journal, newId, problem, readPageQuery, schemas, sendPage } from '#platform'
import { type CollectionContents, toAnswers } from './collection-answers.ts'
import { deleteCollection, findCollection, listCollections } from './collection-repository.ts'
import type { Collector } from './collector.ts'
import { runQueued } from './records.ts'
import { findActiveRun, findRun } from './run-repository.ts'
import { Collection, type CollectionAnswer, ListQuery, NewCollection, Run } from './schemas.ts'
import { createSubmissions } from './submissions.ts'
import type { CollectTables } from './tables.ts'

const { IdParams, listOf, problems, ref } = schemas
const tags = ['collections']

export interface CollectRouteOptions {
  database: Database
  journal: Journal
  collector: Collector
  contents: CollectionContents
}

const Location = { type: 'string', description: 'Where it is from now on.' }

const SubmitHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Sent again with the same body, it gives the same collection instead of a second one.',
    }),
  ),
})

export const collectionRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, options) => {
  const { database, journal, collector, contents } = options
  const db = database.tables<CollectTables>()
  const submissions = createSubmissions(options)

  async function getCollection(id: string): Promise<CollectionAnswer> {
    const collection = await findCollection(db, id)
    const [answer] = collection ? await toAnswers(db, contents, [collection]) : []
    if (answer) return answer
    throw problem('not-found', `No collection ${id} exists.`)
  }

  server.post(
    '/collections',
    {
      schema: {
        tags,
        summary: 'Collect a website',
        description: 'Answers as soon as the collection is stored; its first run follows by itself.',
        headers: SubmitHeaders,
        body: ref(NewCollection),
        response: {
          202: { ...ref(Collection), headers: { Location } } as ReturnType<typeof ref<typeof Collection>>,
          ...problems(400, 413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      const { id } = await submissions.submit(request.body, request.headers['idempotency-key'])
      collector.kick()
      reply.code(202).header('location', `/api/v1/collections/${id}`)
      return getCollection(id)
    },
  )

  server.get(
    '/collections',
    {
      schema: {
        tags,
        summary: 'List collections, newest first',
        querystring: ListQuery,
        response: { 200: listOf(Collection), ...problems(400) },
      },
    },
    async (request, reply) => {
      const page = await listCollections(db, readPageQuery(request, ['string']))
      return sendPage(request, reply, { items: await toAnswers(db, contents, page.items), next: page.next })
    },
  )

  server.get(
    '/collections/:id',
    {
      schema: {
        tags,
        summary: 'A collection',
        params: IdParams,
        response: { 200: ref(Collection), ...problems(400, 404) },
      },
    },
    async ({ params }) => getCollection(params.id),
  )

  server.delete(
    '/collections/:id',
    {
      schema: {
        tags,
        summary: 'Delete a collection, with every image that no other collection holds',
        description: 'Its run, if one is active, is cancelled.',
        params: IdParams,
        response: { 204: { type: 'null', description: 'Deleted' }, ...problems(400, 404) },
      },
    },
    async ({ params: { id } }, reply) => {
      const active = await findActiveRun(db, id)
      if (active) await collector.cancel(active.id)
      await contents.forget(id)
      if (await deleteCollection(db, id)) return reply.code(204).send(null)
      throw problem('not-found', `No collection ${id} exists.`)
    },
  )

  server.post(
    '/collections/:id/runs',
    {
      schema: {
        tags,
        summary: 'Collect again',
        params: IdParams,
        response: {
          202: { ...ref(Run), headers: { Location } } as ReturnType<typeof ref<typeof Run>>,
          ...problems(400, 404, 409),
        },
      },
    },
    async ({ params: { id: collectionId } }, reply) => {
      const { url } = await getCollection(collectionId)
      const id = newId()
      await journal.write(runQueued.record({ id, collectionId, url, createdAt: Date.now() }))
      const run = await findRun(db, id)
      if (!run)
        throw problem('run-active', 'A run of this collection is queued or running. Cancel it, or wait for its end.')
      collector.kick()
      reply.code(202).header('location', `/api/v1/runs/${id}`)
      return run
    },
  )
}
