/** The bare HTTP server: validation, problem documents, security headers, OpenAPI, health. Rooms add their routes. */
import AjvCompiler from '@fastify/ajv-compiler'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Database } from '../database/index.ts'
import { rememberRoutes } from './not-found.ts'
import { sendProblem } from './problems.ts'

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
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    // Keep-alive connections of browsers must not hold up the shutdown.
    forceCloseConnections: true,
    schemaController: { compilersFactory: { buildValidator } },
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply, database)
    },
  })
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, database))
  const describeMiss = rememberRoutes(server)
  server.setNotFoundHandler((request, reply) => sendProblem(describeMiss(request), request, reply, database))
  return server
}

type Compile = (route: { httpPart?: string }) => ReturnType<ReturnType<ReturnType<typeof AjvCompiler>>>

/** Nothing unknown is dropped. Parameters are text, so numbers are read from them; a body says what it means. */
const buildValidator = (externalSchemas: Record<string, object>) => {
  // The types of the package describe Ajv's own compiler; what it returns takes Fastify's route definition.
  const compile = (coerceTypes: boolean) =>
    AjvCompiler()(externalSchemas, { customOptions: { removeAdditional: false, coerceTypes } }) as unknown as Compile
  const [ofParameters, ofBody] = [compile(true), compile(false)]
  return ((route) => (route.httpPart === 'body' ? ofBody(route) : ofParameters(route))) satisfies Compile as never
}
