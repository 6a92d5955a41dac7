/** The routes by which work comes in. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { schemas } from '#platform'
import type { CollectRouteOptions } from '../route-options.ts'
import { Collection, NewCollection, Run } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import { getAnswer } from './collection-answers.ts'
import { createSubmissions } from './submissions.ts'

const { accepted, IdParams, problems, ref } = schemas

const SubmitHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Sent again with the same body, it gives the same collection instead of a second one.',
    }),
  ),
})

export const submissionRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, options) => {
  const { database, collector, contents } = options
  const db = database.tables<CollectTables>()
  const submissions = createSubmissions(options)

  server.post(
    '/collections',
    {
      schema: {
        operationId: 'createCollection',
        tags: ['collections'],
        summary: 'Collect a website',
        description: 'Answers as soon as the collection is stored; its first run follows by itself.',
        headers: SubmitHeaders,
        body: ref(NewCollection),
        response: { 202: accepted(Collection), ...problems(413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { id } = await submissions.submit(request.body, request.headers['idempotency-key'])
      collector.kick()
      reply.code(202).header('location', `/api/v1/collections/${id}`)
      return getAnswer(db, contents, id)
    },
  )

  server.post(
    '/collections/:id/runs',
    {
      schema: {
        operationId: 'collectAgain',
        tags: ['collections'],
        summary: 'Collect again',
        params: IdParams,
        response: { 202: accepted(Run), ...problems(404, 409, 413, 415) },
      },
    },
    async (request, reply) => {
      const run = await submissions.again(request.params.id)
      collector.kick()
      reply.code(202).header('location', `/api/v1/runs/${run.id}`)
      return run
    },
  )
}
