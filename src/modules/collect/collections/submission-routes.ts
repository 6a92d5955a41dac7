/** The routes by which work comes in. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { problem, schemas } from '#platform'
import type { CollectRouteOptions } from '../route-options.ts'
import { Collection, NewCollection, Run } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import { getAnswer } from './collection-answers.ts'
import { newListFrom } from './listed-images.ts'
import { toWaitingAnswer } from './spooled-submissions.ts'
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

/** A list of a hundred thousand addresses has its place. */
const maxBodyBytes = 32 * 1024 ** 2

const bodies = {
  content: {
    'application/json': { schema: ref(NewCollection) },
    'text/plain': {
      schema: Type.String({ description: 'A list of images: one address a line, with the default settings.' }),
    },
  },
}

export const submissionRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (server, options) => {
  const { database, collector, contents, journal } = options
  const db = database.tables<CollectTables>()
  const submissions = createSubmissions(options)

  server.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body))

  server.post(
    '/collections',
    {
      bodyLimit: maxBodyBytes,
      schema: {
        operationId: 'createCollection',
        tags: ['collections'],
        summary: 'Collect a website, or a list of images',
        description: 'Answers as soon as the collection is stored; its first run follows by itself.',
        headers: SubmitHeaders,
        body: bodies,
        response: { 202: accepted(Collection), ...problems(413, 415, 422) },
      },
    },
    async (request, reply) => {
      const made = await submissions.submit(toNewCollection(request.body), request.headers['idempotency-key'])
      const { id } = 'new' in made ? made.new.collection : made.known
      collector.kick()
      reply.code(202).header('location', `/api/v1/collections/${id}`)
      // Of what is new everything is known: the database need not be asked.
      return 'new' in made ? toWaitingAnswer(made.new) : getAnswer({ db, contents, journal, collector }, id)
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

/** The schemas have judged what each media type may hold; a request that names none has no body. */
function toNewCollection(body: unknown): NewCollection {
  if (typeof body === 'string') return newListFrom(body)
  if (body) return body as NewCollection
  throw problem('validation', 'A body is needed: what to collect.', { errors: [{ path: '/', message: 'is needed' }] })
}
