/** The whole of Magpie, as it runs, on a loopback address and an embedded database of its own. */
import type { Test } from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { readConfig } from '#platform'
import { type App, createApp } from '../../src/app.ts'

export interface Magpie {
  /** Origin without a slash at its end. */
  url: string
  app: App
  close(): Promise<void>
  /** The answer to a GET below /api/v1; rejects when it is not 200. */
  get<Answer>(path: string): Promise<Answer>
  /** Submits a site, waits until its run has ended, and answers both as they are then. */
  collect(site: string, settings?: object): Promise<{ collection: CollectionAnswer; run: Run }>
}

/** Starts a Magpie that ends with the test; `environment` adds to or overrides its configuration. */
export async function startMagpie(
  t: Pick<Test, 'teardown' | 'testdir'>,
  environment: Record<string, string> = {},
): Promise<Magpie> {
  const folder = t.testdir()
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: `sqlite:${folder}/magpie.db`,
    DATA_DIR: `${folder}/data`,
    ALLOW_NETWORKS: '127.0.0.1/32,127.0.0.2/32',
    LOG_LEVEL: 'silent',
    ...environment,
  })
  const app = await createApp({ config })
  const url = await app.listen()
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= app.close()
    return closing
  }
  t.teardown(close)
  return { url, app, close, ...callers(app) }
}

function callers({ server }: App): Pick<Magpie, 'get' | 'collect'> {
  async function get<Answer>(path: string): Promise<Answer> {
    const answer = await server.inject({ method: 'GET', url: `/api/v1${path}` })
    if (answer.statusCode !== 200) throw new Error(`GET ${path}: ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }

  return {
    get,
    async collect(site, settings = {}) {
      const payload = { url: site, ...settings }
      const answer = await server.inject({ method: 'POST', url: '/api/v1/collections', payload })
      if (answer.statusCode !== 202) throw new Error(`POST /collections: ${answer.statusCode} ${answer.body}`)
      const { id, run } = answer.json<CollectionAnswer>()
      await runEnded(server, run.id)
      const collection = await get<CollectionAnswer>(`/collections/${id}`)
      return { collection, run: collection.run }
    },
  }
}

/** Resolves at the `end` of the run's events. */
export async function runEnded(server: App['server'], runId: string): Promise<void> {
  const events = await server.inject({ method: 'GET', url: `/api/v1/runs/${runId}/events` })
  if (!events.body.includes('event: end')) throw new Error(`the events of run ${runId} stopped before its end`)
}
