import t from 'tap'
import { createHostHealth, type HostAnswer, type Silence } from '../../../../src/modules/collect/fetch/host-health.ts'

const silence = { ok: false, status: null, verdict: 'timeout', reason: 'Nothing came.' } as const
const answer = { ok: true }
const down = ({ reason }: Silence): HostAnswer => ({ ok: `down: ${reason}` })

function start() {
  let now = 0
  let asked = 0
  const health = createHostHealth({ maxSilent: 3, pausesMs: [], downMs: 1000, now: () => now })
  const ask = (host: string, gives: HostAnswer) =>
    health.ask(
      host,
      async () => {
        asked += 1
        return gives
      },
      down,
    )
  return { ask, forget: health.forget, asked: () => asked, pass: (ms: number) => (now += ms) }
}

t.test('host health: a host that is silent three times in a row is left alone, and others are not', async (t) => {
  const { ask, asked } = start()
  for (let times = 0; times < 3; times++) t.equal((await ask('dead', silence)).ok, false)
  t.strictSame(await ask('dead', answer), { ok: 'down: Nothing came.' })
  t.equal(asked(), 3)
  t.strictSame(await ask('well', answer), answer)
})

t.test('host health: after a while it is tried once more, and once is enough to know', async (t) => {
  const { ask, asked, pass } = start()
  for (let times = 0; times < 3; times++) await ask('dead', silence)
  pass(1001)
  await ask('dead', silence)
  t.match(await ask('dead', answer), { ok: /^down/ })
  t.equal(asked(), 4)
  pass(1001)
  t.strictSame(await ask('dead', answer), answer)
  t.strictSame(await ask('dead', silence), silence, 'it is believed again')
})

t.test('host health: an answer in between, an error page, and a refusal of ours are no silence', async (t) => {
  const { ask, asked } = start()
  const errors: HostAnswer[] = [
    { ok: false, status: 500, verdict: 'http-error', reason: '' },
    { ok: false, status: null, verdict: 'refused-address', reason: '' },
    answer,
  ]
  for (const between of errors) {
    for (const gives of [silence, silence, between]) await ask('host', gives)
  }
  t.equal(asked(), 9)
})

t.test('host health: forgotten when somebody has reason to believe in the host again', async (t) => {
  const { ask, forget } = start()
  for (let times = 0; times < 3; times++) await ask('dead', silence)
  forget()
  t.strictSame(await ask('dead', answer), answer)
})

t.test('host health: a host that rests is waited for, and asked again', async (t) => {
  const health = createHostHealth({ maxSilent: 2, pausesMs: [30], downMs: 60_000 })
  const began = performance.now()
  for (let times = 0; times < 2; times++) await health.ask<HostAnswer>('restarts', async () => silence, down)
  t.strictSame(await health.ask<HostAnswer>('restarts', async () => answer, down), answer)
  t.ok(performance.now() - began >= 29)
})

t.test('host health: after its pauses a host is down; an abort ends the wait', async (t) => {
  const health = createHostHealth({ maxSilent: 1, pausesMs: [5, 60_000], downMs: 60_000 })
  await health.ask<HostAnswer>('gone', async () => silence, down)
  await health.ask<HostAnswer>('gone', async () => silence, down)
  const abort = new AbortController()
  const waiting = health.ask<HostAnswer>('gone', async () => ({ ok: 'asked' }), down, abort.signal)
  abort.abort()
  t.strictSame(await waiting, { ok: 'asked' }, 'the request itself sees the abort')
  const brief = createHostHealth({ maxSilent: 1, pausesMs: [5], downMs: 60_000 })
  for (let times = 0; times < 2; times++) await brief.ask<HostAnswer>('gone', async () => silence, down)
  t.match(await brief.ask<HostAnswer>('gone', async () => answer, down), { ok: /^down/ })
})
