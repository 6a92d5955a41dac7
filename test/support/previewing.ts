/** The catalogue's routes before a database that a test holds in its hands, with real decoders behind them. */
import { EventEmitter } from 'node:events'
import type { Test } from 'tap'
import { catalogRoutes, type PreviewSource } from '#catalog'
import { createServer, type Database, describeApi, silentLog } from '#platform'
import { createProcessor, type ProcessorOptions } from '#process'
import { imageAdded } from '../../src/modules/catalog/records.ts'
import { type Answer, type Asked, ask } from './ask.ts'
import { store } from './facts.ts'
import { download } from './processing.ts'

export interface PreviewingOptions extends Partial<ProcessorOptions> {
  /** Originals are read when it resolves. */
  door?: Promise<unknown>
  onLog?(line: string): void
}

export interface Previewing {
  /** How often a preview was asked of the decoders. */
  asked(): number
  /** Emits `asked`, and `ended` when a preview was made or refused. */
  events: EventEmitter
  /** Processes and stores an image; answers its id. */
  hold(collectionId: string, bytes: Buffer): Promise<string>
  get(id: string, asked?: Partial<Asked>): Promise<Answer>
  /** Where `get` asks. */
  addressOf(id: string): string
}

export async function previewing(
  t: Test,
  database: Database,
  { door, onLog, ...options }: PreviewingOptions = {},
): Promise<Previewing> {
  const catalog = {
    add: (image: Parameters<typeof imageAdded.record>[0]) => store(database, imageAdded.record(image)),
    place: async () => {},
    vacate: async () => {},
    find: async () => undefined,
  }
  const processor = createProcessor({ catalog, log: silentLog, concurrency: 1, ...options })
  const events = new EventEmitter()
  let asked = 0

  async function makePreview(source: PreviewSource) {
    asked += 1
    const made = processor.preview({ ...source, read: () => Promise.resolve(door).then(source.read) })
    events.emit('asked')
    return made.finally(() => events.emit('ended'))
  }

  const server = createServer({
    database,
    logLevel: onLog ? 'warn' : 'silent',
    ...(onLog && { logStream: { write: onLog } }),
  })
  await describeApi(server, { tokenNeeded: false })
  await server.register(
    async (api) => void (await api.register(catalogRoutes, { database, makePreview, hashPicture: processor.hash })),
    {
      prefix: '/api/v1',
    },
  )
  const origin = await server.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await processor.close()
    await server.close()
  })
  const pathOf = (id: string) => `/api/v1/images/${id}/preview`

  return {
    asked: () => asked,
    events,
    async hold(collectionId, bytes) {
      const outcome = await processor.process(download(bytes, { collectionId }))
      if (outcome.verdict !== 'stored') throw new Error(outcome.verdict)
      return outcome.image
    },
    get: (id, asked) => ask(origin, { path: pathOf(id), ...asked }),
    addressOf: (id) => origin + pathOf(id),
  }
}
