/** The routes of runs. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { problem, schemas } from '#platform'
import type { Submission } from '../collections/collection-repository.ts'
import { findSpooled, toWaitingRun } from '../collections/spooled-submissions.ts'
import { runRetried } from '../records.ts'
import type { CollectRouteOptions } from '../route-options.ts'
import { Run } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import { createRunEvents } from './run-events.ts'
import { findRuns, getRun, requestCancel } from './run-repository.ts'
import { toEventStream } from './server-sent-events.ts'

const { accepted, IdParams, problems, ref } = schemas
const tags = ['runs']

export const runRoutes: FastifyPluginAsyncTypebox<CollectRouteOptions> = async (
  server,
  { database, journal, collector },
) => {
  const db = database.tables<CollectTables>()
  const events = createRunEvents({ findRuns: findAccepted })

  const toRunOfNow = (waiting: Submission) => collector.progressOf(waiting.runId) ?? toWaitingRun(waiting)

  /** Of a submission that waits on this replica's disk the database need not be asked. */
  async function findAccepted(ids: string[]): Promise<Run[]> {
    const waiting = ids.flatMap((id) => findSpooled(journal, 'run', id) ?? []).map(toRunOfNow)
    const others = ids.filter((id) => !waiting.some((run) => run.id === id))
    return others.length === 0 ? waiting : [...waiting, ...(await findRuns(db, others))]
  }

  async function getAccepted(id: string): Promise<Run> {
    const [run] = await findAccepted([id])
    return run ?? getRun(db, id)
  }

  server.get(
    '/runs/:id',
    {
      schema: {
        operationId: 'getRun',
        tags,
        summary: 'A run',
        params: IdParams,
        response: { 200: ref(Run), ...problems(404) },
      },
    },
    async ({ params }) => getAccepted(params.id),
  )

  server.post(
    '/runs/:id/cancel',
    {
      schema: {
        operationId: 'cancelRun',
        tags,
        summary: 'Cancel a run',
        description: 'What it collected stays. A run that has ended already stays as it is.',
        params: IdParams,
        response: { 202: ref(Run), ...problems(404, 413, 415) },
      },
    },
    async ({ params: { id } }, reply) => {
      const waiting = findSpooled(journal, 'run', id)
      if (waiting) {
        await collector.cancelEarly(waiting)
        return reply.code(202).send(toRunOfNow(waiting))
      }
      await getRun(db, id)
      await database.transaction((trx) => requestCancel(trx.withTables<CollectTables>(), id, Date.now()))
      // Here it ends at once; on another replica at the next renewal of its lease.
      void collector.cancel(id)
      return reply.code(202).send(await getRun(db, id))
    },
  )

  server.post(
    '/runs/:id/retry',
    {
      schema: {
        operationId: 'retryRun',
        tags,
        summary: 'Try again what failed',
        description:
          'The latest run of a collection goes on with the pages and images that failed in it, and with what these lead to.',
        params: IdParams,
        response: { 202: accepted(Run), ...problems(404, 409, 413, 415) },
      },
    },
    async ({ params: { id } }, reply) => {
      const run = await getRun(db, id)
      if (run.finishedAt === null) throw runActive('The run goes on: what failed can be tried again when it has ended.')
      const where = await journal.write(runRetried.record({ id, finishedAt: Date.parse(run.finishedAt) }))
      const retried: Run = where === 'spool' ? { ...run, state: 'queued', finishedAt: null } : await getRun(db, id)
      if (retried.finishedAt === run.finishedAt)
        throw runActive('A later run of this collection was made: only the latest can be tried again.')
      collector.kick()
      reply.code(202).header('location', `/api/v1/runs/${id}`)
      return retried
    },
  )

  server.get(
    '/runs/:id/events',
    {
      compress: false,
      schema: {
        operationId: 'followRun',
        tags,
        summary: 'Follow a run',
        description:
          'Server-sent events: `progress` carries the whole Run, now and after every change; `end` is the last one and carries it too.',
        params: IdParams,
        response: {
          200: {
            description: 'Events',
            content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
          },
          ...problems(404),
        },
      },
    },
    async ({ params: { id } }, reply) => {
      await getAccepted(id)
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      reply.header('content-type', 'text/event-stream').header('x-accel-buffering', 'no')
      return reply.send(Readable.from(toEventStream(events.follow(id, gone.signal))))
    },
  )
}

function runActive(detail: string) {
  return problem('run-active', detail)
}
