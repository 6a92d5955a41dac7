/** A Magpie that collects one page, and tells how long its event loop was held up meanwhile, in milliseconds. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { CollectionAnswer } from '#collect'
import { readConfig } from '#platform'
import { createApp } from '../../src/app.ts'

const [url, databaseUrl] = process.argv.slice(2)
/** The least that the monitor sees. */
const resolution = 5

const config = readConfig({ PORT: '0', DATABASE_URL: databaseUrl, ALLOW_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'silent' })
const app = await createApp({ config })
await app.listen()
const delay = monitorEventLoopDelay({ resolution })
delay.enable()
const started = performance.now()
const answer = await app.server.inject({ method: 'POST', url: '/api/v1/collections', payload: { url, scope: 'page' } })
const { run } = answer.json<CollectionAnswer>()
const events = await app.server.inject(`/api/v1/runs/${run.id}/events`)
delay.disable()
const { state, images } = JSON.parse(events.body.slice(events.body.lastIndexOf('data: ') + 6))
const milliseconds = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10 - resolution
process.send?.({
  state,
  'pictures found': images.found,
  seconds: Math.round((performance.now() - started) / 100) / 10,
  'median delay': milliseconds(delay.percentile(50)),
  'p99 delay': milliseconds(delay.percentile(99)),
  'longest delay': milliseconds(delay.max),
})
await app.close()
