import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { createRunEvents } from '../../../../src/modules/collect/runs/run-events.ts'
import { toEventStream } from '../../../../src/modules/collect/runs/server-sent-events.ts'
import type { Run } from '../../../../src/modules/collect/schemas.ts'
import { ask } from '../../../support/ask.ts'
import { startMagpie } from '../../../support/magpie.ts'
import { startSite } from '../../../support/site.ts'

const counts = { found: 0, waiting: 0, skipped: 0, failed: 0 }

function run(id: string, bytes = 0, finishedAt: string | null = null): Run {
  return {
    id,
    collectionId: 'collection',
    state: finishedAt === null ? 'running' : 'succeeded',
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt,
    pages: { ...counts, fetched: 0 },
    images: { ...counts, stored: 0, duplicate: 0, alternate: 0 },
    bytes,
    error: null,
    changes: null,
  }
}

async function all(source: AsyncIterable<Run>): Promise<number[]> {
  return (await Array.fromAsync(source)).map(({ bytes }) => bytes)
}

t.test('follow: the run now, every change, and its end', async (t) => {
  const states = [run('a', 1), run('a', 1), run('a', 2), run('a', 3, '2026-01-01T00:00:01.000Z')]
  const events = createRunEvents({ findRuns: async () => [states.shift() as Run], pollMs: 1 })
  t.strictSame(await all(events.follow('a', new AbortController().signal)), [1, 2, 3])
})

t.test('follow: a run that has ended answers at once, one that is unknown ends', async (t) => {
  const ended = run('a', 1, '2026-01-01T00:00:01.000Z')
  const { signal } = new AbortController()
  t.strictSame(await all(createRunEvents({ findRuns: async () => [ended], pollMs: 1e6 }).follow('a', signal)), [1])
  t.strictSame(await all(createRunEvents({ findRuns: async () => [], pollMs: 1e6 }).follow('a', signal)), [])
})

t.test('follow: a run that is deleted has an end, in which nothing waits', async (t) => {
  const running = run('a', 1)
  const states = [[{ ...running, pages: { ...running.pages, found: 3, waiting: 3 } }], []]
  const events = createRunEvents({ findRuns: async () => states.shift() ?? [], pollMs: 1 })
  const stream = await Array.fromAsync(toEventStream(events.follow('a', new AbortController().signal)))
  t.strictSame(
    stream.map((text) => text.split('\n', 1)[0]),
    ['event: progress', 'event: progress', 'event: end'],
  )
  const last: Run = JSON.parse(stream.at(-1)?.split('\ndata: ')[1] as string)
  t.match(last, { state: 'cancelled', error: 'deleted', pages: { found: 3, skipped: 3, waiting: 0 } })
})

t.test('follow: many listeners share one poller, which stops when the last has gone', async (t) => {
  const asked: string[][] = []
  let isOver = false
  const events = createRunEvents({
    findRuns: async (ids) => {
      asked.push(ids)
      return ids.map((id) => run(id, asked.length > 60 ? 2 : 1, isOver ? '2026-01-01T00:00:01.000Z' : null))
    },
    pollMs: 1,
  })
  const { signal } = new AbortController()
  const listeners = Array.from({ length: 50 }, (_, index) => all(events.follow(index < 25 ? 'a' : 'b', signal)))
  while (asked.length < 70) await delay(1)
  const together = asked.slice(50).every((ids) => ids.length === 2)
  t.ok(together, 'one question for two runs, however many listen')
  isOver = true
  await Promise.all(listeners)
  const last = asked.length
  await delay(30)
  t.equal(asked.length, last, 'nobody listens, nobody asks')
})

t.test(
  'follow: whoever leaves is let go at once, and the database that is away for a moment hurts nobody',
  async (t) => {
    let asked = 0
    const events = createRunEvents({
      findRuns: async () => {
        asked += 1
        if (asked === 2) throw new Error('away')
        return [run('a', asked)]
      },
      pollMs: 1,
    })
    const leaving = new AbortController()
    const seen: number[] = []
    for await (const { bytes } of events.follow('a', leaving.signal)) {
      seen.push(bytes)
      if (seen.length === 3) leaving.abort()
    }
    t.strictSame(seen.slice(0, 2), [1, 3])
    const last = asked
    await delay(20)
    t.ok(asked <= last + 1)
  },
)

t.test('stream: progress, signs of life in silence, and the end', async (t) => {
  async function* slowly() {
    yield run('a', 1)
    await delay(60)
    yield run('a', 2, '2026-01-01T00:00:01.000Z')
  }
  const said = await Array.fromAsync(toEventStream(slowly(), { heartbeatMs: 10 }))
  t.match(said[0], /^event: progress\ndata: \{.*"bytes":1.*\}\n\n$/)
  t.equal(said[1], ':\n\n')
  t.match(said.at(-2), /^event: progress\ndata: .*"bytes":2/)
  t.match(said.at(-1), /^event: end\ndata: .*"bytes":2/)
})

t.test('GET /runs/{id}/events: over the wire, to its end; those who leave early leave nothing behind', async (t) => {
  let finish: (() => void) | undefined
  const site = await startSite(t, {
    routes: {
      '/': (_request, response) => {
        finish = () => response.end('page')
        site.events.emit('held')
      },
    },
  })
  const magpie = await startMagpie(t)
  const held = once(site.events, 'held')
  const submitted = await ask(magpie.url, {
    method: 'POST',
    path: '/api/v1/collections',
    body: { url: `${site.url}/` },
  })
  const path = `/api/v1/runs/${JSON.parse(submitted.text).run.id}/events`
  await held
  const [early] = (await once(get(`${magpie.url}${path}`, { agent: false }), 'response')) as [IncomingMessage]
  await once(early, 'data')
  const connections = () =>
    new Promise((resolve) => magpie.app.server.server.getConnections((_, count) => resolve(count)))
  t.equal(await connections(), 1)
  early.destroy()
  while ((await connections()) !== 0) await delay(5)
  const whole = ask(magpie.url, { path })
  const waiting = (await ask(magpie.url, { path: '/health/live' })).status
  t.equal(waiting, 200)
  finish?.()
  const { status, headers, text } = await whole
  t.equal(status, 200)
  t.match(headers, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  t.match(text, /^event: progress\ndata: .*\n\n(event: progress\ndata: .*\n\n)*event: end\ndata: .*\n\n$/)
  t.match(JSON.parse(text.trim().split('\ndata: ').at(-1) as string), { state: 'succeeded', finishedAt: /^2/ })
})
