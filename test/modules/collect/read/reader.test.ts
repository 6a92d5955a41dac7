import t from 'tap'
import { createReader, pack, unpack } from '../../../../src/modules/collect/read/index.ts'
import { processorMsOf } from '../../../../src/modules/collect/read/time-limit.ts'

const entry = new URL('../../../fixtures/readers/moody.ts', import.meta.url)

function documentAt(url: string, text = '') {
  return { body: Buffer.from(text), contentType: 'text/html', url }
}

t.test('packed list: every item in its order, in parts', async (t) => {
  const items = Array.from({ length: 1001 }, (_, number) => ({ number, text: 'ä"\n\u0000' }))
  const packed = pack(items)
  t.equal(packed.length, 1001)
  t.ok(packed.parts.length > 1)
  t.strictSame((await Array.fromAsync(unpack(packed))).flat(), items)
  t.strictSame(await Array.fromAsync(unpack(pack([]))), [])
})

t.test('reader: pages, sheets, drawings and the other files', async (t) => {
  const reader = createReader()
  t.teardown(reader.close)
  const page = await reader.readPage(
    documentAt('http://s.test/', '<title>T</title><img src=a.png alt=A><a href=b>b</a>'),
  )
  t.match(page, { title: 'T', sheets: [] })
  t.strictSame((await Array.fromAsync(unpack(page.pictures))).flat(), [
    { element: 'img', alt: 'A', candidates: ['http://s.test/a.png'] },
  ])
  t.strictSame((await Array.fromAsync(unpack(page.links))).flat(), ['http://s.test/b'])
  const sheet = await reader.readSheet(documentAt('http://s.test/s.css', 'p{background:url(c.png)}'))
  t.match((await Array.fromAsync(unpack(sheet.pictures))).flat(), [{ candidates: ['http://s.test/c.png'] }])
  const drawing = await reader.readDrawing(documentAt('http://s.test/d.svg', '<svg><image href="d.png"/></svg>'))
  t.match((await Array.fromAsync(unpack(drawing.pictures))).flat(), [{ candidates: ['http://s.test/d.png'] }])
  t.match(await reader.readManifest(documentAt('http://s.test/m', '{"icons":[{"src":"i.png"}]}')), [
    { candidates: ['http://s.test/i.png'] },
  ])
})

t.test('reader: fingerprints are equal for what shows the same, whatever else it says', async (t) => {
  const reader = createReader()
  t.teardown(reader.close)
  const fingerprint = async (html: string) => (await reader.readPage(documentAt('http://s.test/', html))).fingerprint
  const own = await fingerprint('<title>T</title><img src=a.png>')
  t.equal(await fingerprint('<title>T</title><p>other words<a href=x>x</a><img src=a.png>'), own)
  t.not(await fingerprint('<title>U</title><img src=a.png>'), own)
  t.not(await fingerprint('<title>T</title><img src=b.png>'), own)
  for (const file of ['stylesheet', 'manifest', 'alternate type=application/rss+xml']) {
    const page = (name: string) => `<title>T</title><link rel=${file} href=${name}><img src=a.png>`
    const one = await fingerprint(page('red'))
    t.equal(await fingerprint(page('red')), one, file)
    t.not(await fingerprint(page('blue')), one, file)
    t.not(one, own, file)
  }
})

t.test('reader: a document that takes too long, or too much memory, costs its thread and nothing else', async (t) => {
  // On a machine with much to do, memory fills slowly: each has the one limit that it is to meet.
  const limits = { spin: [{ timeoutMs: 2000 }, /too long/], hoard: [{ maxMemoryMiB: 40 }, /too much memory/] } as const
  for (const [name, [limit, message]] of Object.entries(limits)) {
    const reader = createReader({ entry, timeoutMs: 60_000, ...limit })
    t.teardown(reader.close)
    await t.rejects(reader.readSheet(documentAt(`${name}:`)), { code: 'ERR_READING', message })
    t.match(await reader.readSheet(documentAt('fine:')), { imports: ['fine:'] })
  }
})

t.test(
  'reader: a document whose thread gets little of the processor has its time again, but not for ever',
  async (t) => {
    for (const [share, asked] of [
      [1, 2],
      [0.5, 2],
      [0.1, 6],
    ] as const) {
      let times = 0
      const processorMs = async () => times++ * 100 * share
      const reader = createReader({ entry, timeoutMs: 100, processorMs })
      t.teardown(reader.close)
      await t.rejects(reader.readSheet(documentAt('spin:')), { code: 'ERR_READING', message: /too long/ })
      t.equal(times, asked, `${share} of a processor`)
    }
  },
)

t.test('reader: the processor time of a thread is known while it reads', async (t) => {
  const seen: number[] = []
  const processorMs: typeof processorMsOf = async (threads) => {
    seen.push(await processorMsOf(threads))
    return seen.length < 4 ? 0 : Number.POSITIVE_INFINITY
  }
  const reader = createReader({ entry, timeoutMs: 1000, processorMs })
  t.teardown(reader.close)
  await t.rejects(reader.readSheet(documentAt('spin:')), { message: /too long/ })
  t.equal(seen.length, 4)
  t.ok(Number(seen[3]) > Number(seen[1]), 'it spins')
})

t.test('reader: a mistake of ours says so, and brings its cause', async (t) => {
  const reader = createReader({ entry })
  t.teardown(reader.close)
  await t.rejects(reader.readSheet(documentAt('throw:')), {
    code: 'ERR_READING',
    message: /mistake of ours/,
    cause: { name: 'TypeError', message: 'a mistake of ours' },
  })
})

t.test('reader: the event loop stays free while a page of five megabytes is read', async (t) => {
  const html = Array.from(
    { length: 60_000 },
    (_, at) => `<a href=/p${at}><img src="/images/${at}.jpg" alt="picture number ${at}"></a>\n`,
  )
  const document = documentAt('http://s.test/', html.join(''))
  t.ok(document.body.length > 4_500_000)
  const reader = createReader()
  t.teardown(reader.close)
  await reader.readPage(documentAt('http://s.test/'))
  const turns: number[] = []
  let last = performance.now()
  const watch = setInterval(() => {
    turns.push(performance.now() - last)
    last = performance.now()
  }, 1)
  const page = await reader.readPage(document)
  clearInterval(watch)
  t.equal(page.pictures.length, 60_000)
  t.ok(turns.length > 20, 'others had their turn many times meanwhile')
})
