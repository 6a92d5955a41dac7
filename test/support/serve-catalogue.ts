/** The catalogue's routes, or some of them, before a database that a test watches; without decoders behind them. */
import { promisify } from 'node:util'
import type { FastifyPluginAsync } from 'fastify'
import type { Test } from 'tap'
import { catalogRoutes } from '#catalog'
import { createServer, type Database, describeApi } from '#platform'
import type { CatalogRouteOptions } from '../../src/modules/catalog/route-options.ts'
import { watchedDatabase } from './watched-database.ts'

export interface ServedCatalogue {
  origin: string
  /** How many questions the database was asked so far. */
  asked(): number
  /** How many connections are open. */
  connections(): Promise<number>
}

export interface ServeOptions<Options extends CatalogRouteOptions> {
  routes?: FastifyPluginAsync<Options>
  /** What these routes take beside what all do. */
  more?: Partial<Options>
  /** Told of every question to the database before it is asked: where this throws, the question fails. */
  onQuery?: () => void
}

export async function serveCatalogue<Options extends CatalogRouteOptions>(
  t: Test,
  database: Database,
  { routes = catalogRoutes as never, more = {}, onQuery = () => {} }: ServeOptions<Options> = {},
): Promise<ServedCatalogue> {
  let count = 0
  const watched = watchedDatabase(database, () => {
    count += 1
    onQuery()
  })
  const server = createServer({ database: watched, logLevel: 'silent' })
  await describeApi(server, { tokenNeeded: false })
  const none = () => Promise.reject(new Error('none here'))
  await server.register(routes, { database: watched, makePreview: none, hashPicture: none, ...more } as never)
  t.teardown(() => server.close())
  return {
    origin: await server.listen({ host: '127.0.0.1', port: 0 }),
    asked: () => count,
    connections: promisify(server.server.getConnections.bind(server.server)),
  }
}
