import { createHash } from 'node:crypto'
import t from 'tap'
import { digestOf } from '../../../src/modules/process/digest.ts'
import { picture } from '../../support/pictures.ts'
import { download, processing } from '../../support/processing.ts'

const jpeg = async () => (await picture()).jpeg().toBuffer()
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

t.test('digestOf: small and large inputs', async (t) => {
  for (const length of [0, 3, 3 * 1024 * 1024])
    t.equal(await digestOf(Buffer.alloc(length, 'a')), sha256(Buffer.alloc(length, 'a')))
})

t.test('process: an image that the judge does not want is not stored, and its facts are told', async (t) => {
  const { processor, kept } = processing(t)
  const judge = ({ width }: { width: number }) => (width < 500 ? 'It is not wide.' : undefined)
  t.match(await processor.process(download(await jpeg(), { judge })), {
    verdict: 'unwanted',
    reason: 'It is not wide.',
    facts: { width: 400, height: 300 },
  })
  t.strictSame(kept.images, [])
})

t.test('process: an image is stored under its digest', async (t) => {
  const { processor, kept } = processing(t)
  const bytes = await jpeg()
  const outcome = await processor.process(download(bytes, { alt: 'a hill', url: 'http://127.0.0.1/hill' }))
  const image = sha256(bytes)
  t.match(outcome, { verdict: 'stored', image, facts: { format: 'jpeg', width: 400, height: 300 } })
  const where = {
    collectionId: 'one',
    url: 'http://127.0.0.1/hill',
    page: 'http://127.0.0.1/',
    alt: 'a hill',
    seenAt: 7,
  }
  t.match(kept.images, [{ ...where, digest: image, facts: { format: 'jpeg' } }])
  t.equal(kept.images[0]?.original, bytes)
  t.equal(kept.images[0]?.thumbnail?.digest, sha256(kept.images[0]?.thumbnail?.bytes ?? Buffer.alloc(0)))
})

t.test('process: the words of a verdict name what the server said', async (t) => {
  const { processor, kept } = processing(t)
  const page = await processor.process(download(Buffer.from('<!doctype html>'), { contentType: 'image/jpeg' }))
  t.same(page, { verdict: 'not-an-image', reason: 'The server says image/jpeg, but the bytes are an HTML page.' })
  const cut = await processor.process(download((await jpeg()).subarray(0, 100), { contentType: 'image/png' }))
  t.match(cut, {
    verdict: 'broken',
    reason: /cut short\. The server says image\/png, but the bytes begin like JPEG\.$/,
  })
  t.same(kept.images, [])
})

t.test('process: the limits of a download are its own', async (t) => {
  const { processor } = processing(t)
  const bytes = await jpeg()
  t.match(await processor.process(download(bytes, { minWidth: 401 })), { verdict: 'too-small' })
  t.match(await processor.process(download(bytes, { minWidth: 400 })), { verdict: 'stored' })
})

t.test('process: more pixels than allowed are too large', async (t) => {
  const { processor } = processing(t, { maxPixels: 1000 })
  t.match(await processor.process(download(await jpeg())), { verdict: 'too-large', reason: /at most 1000 pixels/ })
})

t.test('process: the same bytes at once or later are decoded once, and added each time', async (t) => {
  const { processor, kept } = processing(t, { concurrency: 2 })
  const bytes = await jpeg()
  await Promise.all(['one', 'two'].map((collectionId) => processor.process(download(bytes, { collectionId }))))
  await processor.process(download(Buffer.from(bytes), { collectionId: 'three' }))
  t.same(kept.images.map(({ collectionId }) => collectionId).sort(), ['one', 'three', 'two'])
  t.equal(new Set(kept.images.map(({ facts }) => facts)).size, 1)
})

t.test('process: waits while the catalogue has no room, and so does ready', async (t) => {
  const room = Promise.withResolvers<void>()
  const added: string[] = []
  const catalog = {
    add: async ({ digest }: { digest: string }) => {
      added.push(digest)
      await room.promise
    },
    place: async () => {},
    vacate: async () => {},
    find: async () => undefined,
  }
  const { processor } = processing(t, { catalog, maxQueuedCount: 1 })
  const first = processor.process(download(await jpeg()))
  const second = processor.process(download(await jpeg()))
  const ready = processor.ready().then(() => added.length)
  room.resolve()
  t.match(await Promise.all([first, second]), [{ verdict: 'stored' }, { verdict: 'stored' }])
  t.equal(await ready, 2)
})

t.test('place: hands the occurrence on', async (t) => {
  const { processor, kept } = processing(t)
  const occurrence = {
    collectionId: 'one',
    image: 'd',
    page: 'p',
    pageTitle: null,
    ordinal: 0,
    alt: '',
    url: 'u',
    alternates: [],
  }
  await processor.place({ ...occurrence, element: 'img' })
  t.match(kept.occurrences, [occurrence])
})

t.test('close: finishes what was accepted, and accepts no more', async (t) => {
  const { processor, kept } = processing(t, { maxQueuedCount: 1 })
  const accepted = [processor.process(download(await jpeg())), processor.process(download(await jpeg()))]
  await processor.close()
  t.equal(kept.images.length, 2)
  t.match(await Promise.all(accepted), [{ verdict: 'stored' }, { verdict: 'stored' }])
  await t.rejects(processor.process(download(await jpeg())), /closing/)
})

t.test('process: a catalogue that fails is heard of, and the place in the room is given back', async (t) => {
  const catalog = {
    add: () => Promise.reject(new Error('journal closed')),
    place: async () => {},
    vacate: async () => {},
    find: async () => undefined,
  }
  const { processor } = processing(t, { catalog, maxQueuedCount: 1 })
  const bytes = await jpeg()
  await t.rejects(processor.process(download(bytes)), /journal closed/)
  await t.rejects(processor.process(download(bytes)), /journal closed/)
})

t.test('process: a drawing that outlasts its time is stored without a thumbnail', async (t) => {
  const { processor, kept } = processing(t, { decoders: { timeoutMs: 400 } })
  const filters = '<feMorphology operator="dilate" radius="60"/>'.repeat(40)
  const drawn = `<filter id="f" x="-9" y="-9" width="99" height="99">${filters}</filter><rect width="900" height="900" filter="url(#f)"/>`
  const bytes = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600">${drawn}</svg>`)
  t.match(await processor.process(download(bytes)), {
    verdict: 'stored',
    facts: { format: 'svg', width: 900, height: 600 },
  })
  t.match(kept.images, [{ thumbnail: null }])
  t.match(await processor.process(download(bytes.subarray(0, 300))), { verdict: 'broken' })
})
