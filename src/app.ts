/** The composition root: the one place where all rooms meet. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { catalogRecords, catalogRoutes, createCatalog, type HashPicture, type MakePreview } from '#catalog'
import {
  type Collector,
  collectRecords,
  collectRoutes,
  createCollector,
  createFetching,
  createSweeper,
  type Sweeper,
} from '#collect'
import {
  allowOrigins,
  type Config,
  compressAnswers,
  createDeadLetters,
  createJournal,
  createMetrics,
  createServer,
  createSpools,
  type Database,
  type DeadLetters,
  deadLetterRoutes,
  describeApi,
  healthRoutes,
  type Journal,
  type Metrics,
  measureJournal,
  measureProcess,
  measureRequests,
  metricsRoutes,
  openDatabase,
  requireToken,
  securityHeaders,
} from '#platform'
import { createProcessor } from '#process'
import { measureRooms } from './measure-rooms.ts'
import { migrateWhenThere, tryToMigrate } from './migrate-when-there.ts'

export interface App {
  server: FastifyInstance
  /** Which database it stands on, without the password. */
  databaseLabel: string
  /** Opens the door and begins to work; answers the address. Rejects when the schema cannot be brought up to date. */
  listen(): Promise<string>
  /** Takes no more work, hands on or delivers what is under way, and closes in the reverse order of opening. */
  close(): Promise<void>
}

export interface AppOptions {
  config: Config
  /** Where log lines go; standard output by default. */
  logStream?: { write(line: string): void }
}

/** How long what is under way may take to end. */
const closeGraceMs = 5000

export async function createApp({ config, logStream }: AppOptions): Promise<App> {
  const metrics = createMetrics()
  const stopMeasuring = measureProcess(metrics)
  const database = openDatabase({
    url: config.DATABASE_URL,
    onIdleError: (error) => log.debug({ err: error }, 'connection lost'),
  })
  const server = createServer({ database, logLevel: config.LOG_LEVEL, ...(logStream && { logStream }) })
  const log = server.log
  const kinds = [...collectRecords.beforeCatalog, ...catalogRecords, ...collectRecords.afterCatalog]
  const spools = createSpools({ folder: path.join(config.DATA_DIR, 'spool'), maxBytes: config.SPOOL_MAX_BYTES, log })
  spools.adopt()
  const deadLetters = createDeadLetters({ database })
  const journal = createJournal({ database, kinds, deadLetters, log, spools, maxBytes: config.BUFFER_MAX_BYTES })
  const catalog = createCatalog({ database, journal })
  const processor = createProcessor({
    catalog,
    log,
    concurrency: config.PROCESS_CONCURRENCY,
    maxPixels: config.MAX_IMAGE_PIXELS,
  })
  const fetching = createFetching({
    allowNetworks: config.ALLOW_NETWORKS,
    hostConcurrency: config.HOST_CONCURRENCY,
    hostIntervalMs: config.HOST_INTERVAL_MS,
    userAgent: config.USER_AGENT,
  })
  const collector = createCollector({
    database,
    journal,
    processor,
    fetching,
    maxActiveRuns: config.MAX_ACTIVE_RUNS,
    leaseMs: config.LEASE_MS,
    maxPageBytes: config.MAX_PAGE_BYTES,
    maxImageBytes: config.MAX_IMAGE_BYTES,
    isSchemaCurrent: () => isSchemaCurrent,
    log,
  })
  const sweeper = createSweeper({ database, contents: catalog, isSchemaCurrent: () => isSchemaCurrent, log })
  measureJournal(metrics, journal)
  measureRooms(metrics, { collector, processor })
  const closing = new AbortController()
  const isOpen = () => !closing.signal.aborted
  let isSchemaCurrent = false

  async function migrateLater(): Promise<void> {
    try {
      isSchemaCurrent = await migrateWhenThere({ database, log, signal: closing.signal })
    } catch (error) {
      log.fatal({ err: error }, 'the schema could not be brought up to date: no run will start')
    }
  }

  await addRoutes(server, {
    config,
    database,
    journal,
    deadLetters,
    collector,
    sweeper,
    contents: catalog,
    makePreview: processor.preview,
    hashPicture: processor.hash,
    metrics,
    isOpen,
  })

  return {
    server,
    databaseLabel: database.label,
    async listen() {
      isSchemaCurrent = await tryToMigrate({ database, log })
      const address = await server.listen({
        host: config.HOST,
        port: config.PORT,
        listenTextResolver: (url) => `listening at ${url}`,
      })
      collector.start()
      sweeper.start()
      if (!isSchemaCurrent) void migrateLater()
      return address
    },
    async close() {
      closing.abort()
      // While the database is away the rooms may be waiting for the journal's, which will not come.
      const impatience = setTimeout(journal.stopWaiting, closeGraceMs)
      // Its last share may wait for the database; nobody waits for it.
      const swept = sweeper.close()
      await collector.close()
      await processor.close()
      clearTimeout(impatience)
      await journal.close()
      await server.close()
      await swept
      await database.close()
      stopMeasuring()
    },
  }
}

interface RouteOptions {
  config: Config
  database: Database
  journal: Journal
  deadLetters: DeadLetters
  collector: Collector
  sweeper: Sweeper
  contents: ReturnType<typeof createCatalog>
  makePreview: MakePreview
  hashPicture: HashPicture
  metrics: Metrics
  isOpen: () => boolean
}

async function addRoutes(server: FastifyInstance, { config, isOpen, ...rooms }: RouteOptions): Promise<void> {
  measureRequests(server, rooms.metrics)
  if (config.CORS_ORIGINS.length > 0) await allowOrigins(server, config.CORS_ORIGINS)
  if (config.API_TOKEN) requireToken(server, config.API_TOKEN)
  securityHeaders(server)
  await compressAnswers(server)
  await describeApi(server, { tokenNeeded: config.API_TOKEN !== '' })
  await server.register(healthRoutes, { journal: rooms.journal, isOpen })
  await server.register(metricsRoutes, rooms)
  await server.register(
    async (api) => {
      await api.register(catalogRoutes, rooms)
      await api.register(collectRoutes, rooms)
      await api.register(deadLetterRoutes, rooms)
    },
    { prefix: '/api/v1' },
  )
  await server.register(fastifyStatic, { root: fileURLToPath(new URL('../public', import.meta.url)), wildcard: false })
}
