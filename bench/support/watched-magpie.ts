/** A Magpie that collects one page, and tells how long its event loop was held up meanwhile, in milliseconds. */
import type { CollectionAnswer } from '#collect'
import { readConfig } from '#platform'
import { createApp } from '../../src/app.ts'
import { watchEventLoop } from './event-loop.ts'

const [url, databaseUrl, scope = 'page'] = process.argv.slice(2)

const config = readConfig({ PORT: '0', DATABASE_URL: databaseUrl, ALLOW_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'silent' })
const app = await createApp({ config })
await app.listen()
const endWatching = watchEventLoop()
const started = performance.now()
const answer = await app.server.inject({
  method: 'POST',
  url: '/api/v1/collections',
  payload: { url, scope, maxPages: 100_000 },
})
const { run } = answer.json<CollectionAnswer>()
const events = await app.server.inject(`/api/v1/runs/${run.id}/events`)
const delays = endWatching()
const { state, images } = JSON.parse(events.body.slice(events.body.lastIndexOf('data: ') + 6))
process.send?.({
  state,
  'pictures found': images.found,
  seconds: Math.round((performance.now() - started) / 100) / 10,
  'median delay': delays.median,
  'p99 delay': delays.p99,
  'longest delay': delays.longest,
})
await app.close()
