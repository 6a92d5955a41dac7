/** The routes of dead letters: what there is, again, or away with it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Database } from '../database/index.ts'
import { Problem, problem } from '../errors.ts'
import { readPageQuery, sendPage } from '../http/page.ts'
import { listOf, problems } from '../http/schemas.ts'
import type { Journal, JournalRecord } from '../journal/index.ts'
import type { DeadLetters } from './dead-letters.ts'
import { DeadLetter, DeadLetterParams, DeadLetterQuery } from './schemas.ts'

export interface DeadLetterOptions {
  database: Database
  journal: Journal
  deadLetters: DeadLetters
}

const tags = ['dead letters']
const nothing = (description: string) => ({ type: 'null', description })

export const deadLetterRoutes: FastifyPluginAsyncTypebox<DeadLetterOptions> = async (server, options) => {
  const { deadLetters } = options
  server.addSchema(DeadLetter)

  server.get(
    '/dead-letters',
    {
      schema: {
        operationId: 'listDeadLetters',
        tags,
        summary: 'Records that the database refused, newest first',
        querystring: DeadLetterQuery,
        response: { 200: listOf(DeadLetter), ...problems() },
      },
    },
    async (request, reply) =>
      sendPage(request, reply, await deadLetters.list(readPageQuery(request, ['bigint', 'text']))),
  )

  server.post(
    '/dead-letters/:id/retry',
    {
      schema: {
        operationId: 'retryDeadLetter',
        tags,
        summary: 'Store it again',
        description:
          'When the database takes it, it is a dead letter no longer; what was stored already is not stored twice.',
        params: DeadLetterParams,
        response: { 204: nothing('It is stored'), ...problems(404, 409, 413, 415) },
      },
    },
    async ({ params: { id } }, reply) => {
      const records = await deadLetters.findRecords(id)
      if (!records) throw unknown(id)
      await storeAgain(options, records)
      await deadLetters.remove(id)
      return reply.code(204).send(null)
    },
  )

  server.delete(
    '/dead-letters/:id',
    {
      schema: {
        operationId: 'deleteDeadLetter',
        tags,
        summary: 'Give it up: its records are lost',
        params: DeadLetterParams,
        response: { 204: nothing('It is gone'), ...problems(404, 413, 415) },
      },
    },
    async ({ params: { id } }, reply) => {
      if (!(await deadLetters.remove(id))) throw unknown(id)
      return reply.code(204).send(null)
    },
  )
}

async function storeAgain({ database, journal }: DeadLetterOptions, records: JournalRecord[]): Promise<void> {
  try {
    await journal.write(...records)
  } catch (error) {
    if (error instanceof Problem || database.dialect.isAway(error)) throw error
    const said = error instanceof Error ? error.message : String(error)
    throw problem('record-refused', `The database refuses it still: ${said}`, { cause: error })
  }
}

function unknown(id: string) {
  return problem('not-found', `No dead letter ${id} exists.`)
}
