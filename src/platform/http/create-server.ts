/** The bare HTTP server: how requests are read and checked, and how every error leaves. Rooms add their routes. */
import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Database } from '../database/index.ts'
import { answerBrokenRequest, answerOddRequests } from './broken-requests.ts'
import { rememberRoutes } from './not-found.ts'
import { refuseOddRequests } from './odd-requests.ts'
import { sendProblem } from './problems.ts'
import { readJson } from './read-json.ts'
import { buildValidator } from './validator.ts'

export interface ServerOptions {
  database: Database
  logLevel: string
  /** Where log lines go; standard output by default. */
  logStream?: { write(line: string): void }
}

export function createServer({ database, logLevel, logStream }: ServerOptions): FastifyInstance {
  const server = Fastify({
    logger: { level: logLevel, ...(logStream && { stream: logStream }) },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 ** 2,
    // As long as an address can be here: what a parameter may be is for its schema to say.
    routerOptions: { maxParamLength: 16_384 },
    requestTimeout: 30_000,
    // Keep-alive connections of browsers must not hold up the shutdown.
    forceCloseConnections: true,
    // A request id has to be found in the logs of all replicas.
    genReqId: () => randomUUID(),
    http: { requireHostHeader: false },
    schemaController: { compilersFactory: { buildValidator } },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply, database)
    },
  })
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, database))
  const describeMiss = rememberRoutes(server)
  server.setNotFoundHandler((request, reply) => sendProblem(describeMiss(request), request, reply, database))
  answerOddRequests(server)
  refuseOddRequests(server)
  readJson(server)
  // What may be kept says so itself: files that are asked for again, and bytes that never change.
  server.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store')
    done()
  })
  return server
}
