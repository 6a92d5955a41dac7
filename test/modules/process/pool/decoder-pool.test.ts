import { fork } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { silentLog } from '#platform'
import type { DecodeRequest } from '../../../../src/modules/process/decoder/messages.ts'
import { createDecoderPool, type DecoderPoolOptions } from '../../../../src/modules/process/pool/decoder-pool.ts'
import { picture } from '../../../support/pictures.ts'

function pool(t: Test, options: Partial<DecoderPoolOptions> = {}) {
  const made = createDecoderPool({ size: 1, log: silentLog, ...options })
  t.teardown(() => made.close())
  return made
}

const jpeg = async (width = 400, height = 300) => (await picture(width, height)).jpeg().toBuffer()

const request = (bytes: Buffer): DecodeRequest => ({ bytes, format: 'jpeg', maxPixels: 5e7, minWidth: 2, minHeight: 2 })

/** A child whose image never ends, or ends the child, by the first byte of the image. */
const moody = new URL('../../../fixtures/decoders/moody.ts', import.meta.url)

t.test('decoder pool: a child starts when it is needed and serves again', async (t) => {
  const { decode, pids } = pool(t, { size: 2 })
  t.same(pids(), [])
  t.match(await decode(request(await jpeg())), { verdict: 'decoded', facts: { width: 400 } })
  const [first] = pids()
  t.match(await decode(request(await jpeg())), { verdict: 'decoded' })
  t.same(pids(), [first])
})

t.test('decoder pool: as many children as its size, and a line before them', async (t) => {
  const { decode, pids } = pool(t, { size: 2 })
  const images = await Promise.all([jpeg(), jpeg(), jpeg(), jpeg(), jpeg()])
  const answers = await Promise.all(images.map((bytes) => decode(request(bytes))))
  t.ok(answers.every(({ verdict }) => verdict === 'decoded'))
  t.equal(pids().length, 2)
})

t.test('decoder pool: a child killed at work costs nobody an image', async (t) => {
  const { decode, pids } = pool(t)
  await decode(request(await jpeg()))
  const [victim = 0] = pids()
  const answers = Promise.all([decode(request(await jpeg(4000, 3000))), decode(request(await jpeg()))])
  process.kill(victim, 'SIGKILL')
  t.match(await answers, [{ verdict: 'decoded' }, { verdict: 'decoded' }])
  t.not(pids()[0], victim)
})

t.test('decoder pool: an image that kills its child twice is broken, its neighbours are not', async (t) => {
  const { decode } = pool(t, { entry: moody })
  const answers = await Promise.all(['dies', 'fine'].map((mood) => decode(request(Buffer.from(mood)))))
  const reason = 'The JPEG image cannot be read: the decoder gave up on it twice, its process ended (SIGABRT).'
  t.match(answers, [{ verdict: 'broken', reason }, { verdict: 'too-small' }])
})

t.test('decoder pool: who stands behind an image that kills its child loses no try by it', async (t) => {
  const tries: string[] = []
  const warn = ({ reason }: Record<string, unknown>) => void tries.push(String(reason))
  const { decode } = pool(t, { entry: moody, log: { ...silentLog, warn } })
  const moods = ['dies', 'dies', 'fine', 'dies', 'fine']
  const answers = await Promise.all(moods.map((mood) => decode(request(Buffer.from(mood)))))
  t.match(
    answers,
    moods.map((mood) => ({ verdict: mood === 'dies' ? 'broken' : 'too-small' })),
  )
  t.strictSame(tries, Array(6).fill('its process ended (SIGABRT)'), 'two tries for each of the three')
})

t.test('decoder pool: an image that hangs its child is killed by the time limit', async (t) => {
  const { decode } = pool(t, { entry: moody, timeoutMs: 200 })
  const reason = /gave up on it twice, it took longer than 0.2 s\.$/
  t.match(await decode(request(Buffer.from('hangs'))), { verdict: 'broken', reason })
  t.match(await decode(request(Buffer.from('fine'))), { verdict: 'too-small' })
})

t.test('decoder pool: an image that spins in its child is killed, and those behind it are decoded', async (t) => {
  const { decode } = pool(t, { entry: moody, timeoutMs: 500 })
  const answers = await Promise.all(['spins', 'fine', 'fine'].map((mood) => decode(request(Buffer.from(mood)))))
  t.match(answers, [
    { verdict: 'broken', reason: /longer than 0.5 s/ },
    { verdict: 'too-small' },
    { verdict: 'too-small' },
  ])
})

t.test('decoder pool: an image that eats memory is killed', { skip: process.platform !== 'linux' }, async (t) => {
  const { decode } = pool(t, { entry: moody, maxBytes: 300 * 1024 ** 2 })
  const answers = await Promise.all(['eats', 'fine'].map((mood) => decode(request(Buffer.from(mood)))))
  const reason = /gave up on it twice, it took more than 300 MiB of memory\.$/
  t.match(answers, [{ verdict: 'broken', reason }, { verdict: 'too-small' }])
})

t.test('decoder pool: a child that does not keep to the protocol is ended', async (t) => {
  const { decode } = pool(t, { entry: moody })
  t.match(await decode(request(Buffer.from('lies'))), { verdict: 'broken', reason: /its process ended/ })
})

t.test('decoder pool: a child that has grown is replaced', async (t) => {
  const { decode, pids } = pool(t, { entry: moody })
  await decode(request(Buffer.from('grows')))
  t.same(pids(), [])
})

t.test('decoder pool: a server has its turns while its decoders die, spin and eat memory', async (t) => {
  const { decode } = pool(t, { size: 2, entry: moody, timeoutMs: 1000, maxBytes: 300 * 1024 ** 2 })
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const decoding = Promise.all(['dies', 'spins', 'eats', 'fine'].map((mood) => decode(request(Buffer.from(mood)))))
  delay.enable()
  await decoding
  delay.disable()
  t.ok(delay.percentile(50) < 50e6, `a turn waits ${delay.percentile(50) / 1e6} ms`)
})

t.test('decoder pool: a real decode over the time limit', async (t) => {
  const { decode } = pool(t, { timeoutMs: 5 })
  t.match(await decode(request(await jpeg(6000, 5000))), { verdict: 'broken', reason: /took longer than 0.005 s/ })
})

t.test('decoder pool: a child is replaced after so many images', async (t) => {
  const { decode, pids } = pool(t, { maxImagesPerChild: 2 })
  const seen = new Set<number>()
  for (let count = 0; count < 4; count++) {
    const answer = decode(request(await jpeg()))
    for (const pid of pids()) seen.add(pid)
    await answer
  }
  t.equal(seen.size, 2)
})

t.test('decoder pool: where no child can start it rejects, and blames no image', async (t) => {
  const { decode } = pool(t, { entry: new URL('../../../fixtures/decoders/absent.ts', import.meta.url) })
  await t.rejects(decode(request(await jpeg())), { name: 'DecoderFailure', code: 'unavailable' })
})

t.test('decoder pool: closed, it rejects what runs, what waits and what comes', async (t) => {
  const { decode, close, pids } = pool(t, { entry: moody })
  await decode(request(Buffer.from('fine')))
  const decodings = ['hangs', 'waits'].map((mood) => decode(request(Buffer.from(mood))))
  close()
  decodings.push(decode(request(Buffer.from('comes'))))
  const ends = await Promise.allSettled(decodings)
  t.match(ends, Array(3).fill({ status: 'rejected', reason: { code: 'closed' } }))
  t.same(pids(), [])
})

/** Of the times at which 40 images were worked on (so many that the second child gets ready meanwhile), how many began before the one before had ended. */
async function overlaps(t: Test, mood: string): Promise<number> {
  const { decode } = pool(t, { size: 2, entry: moody })
  const answers = await Promise.all(Array.from({ length: 40 }, () => decode(request(Buffer.from(mood)))))
  const times = answers.map((answer) => ('reason' in answer ? answer.reason.split(' ').map(Number) : []))
  times.sort(([a = 0], [b = 0]) => a - b)
  return times.filter(([began = 0], at) => at > 0 && began < (times[at - 1]?.[1] ?? 0)).length
}

t.test('decoder pool: images that take much memory are decoded one at a time, others are not', async (t) => {
  t.equal(await overlaps(t, 'heavy'), 0)
  t.ok((await overlaps(t, 'works')) > 0)
})

t.test('decoder pool: a server that dies takes its children along, and an idle pool keeps none alive', async (t) => {
  const server = fork(new URL('../../../fixtures/decoders/server.ts', import.meta.url))
  const [pid] = await once(server, 'message')
  await once(server, 'exit')
  t.equal(server.exitCode, 0)
  await gone(Number(pid))
})

/** Resolves when there is no such process; the test's own time limit is the end of waiting. */
async function gone(pid: number): Promise<void> {
  while (isThere(pid)) await setTimeout(10)
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
