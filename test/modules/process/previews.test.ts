import sharp from 'sharp'
import t, { type Test } from 'tap'
import { silentLog } from '#platform'
import { createDecoderPool, type DecoderPoolOptions } from '../../../src/modules/process/pool/decoder-pool.ts'
import { createPreviews } from '../../../src/modules/process/previews.ts'
import { picture } from '../../support/pictures.ts'
import { processing } from '../../support/processing.ts'

interface Options extends Partial<DecoderPoolOptions> {
  maxWaiting?: number
}

function making(t: Test, { maxWaiting = 64, ...options }: Options = {}) {
  const pool = createDecoderPool({ size: 1, log: silentLog, ...options })
  t.teardown(() => pool.close())
  return { pool, previews: createPreviews({ pool, maxPixels: 50_000_000, maxWaiting }) }
}

/** Something to make a preview of, for which somebody waits until `leave`. */
function wanted(bytes: Buffer | Promise<Buffer>) {
  const waiting = new AbortController()
  const source = { format: 'jpeg' as const, signal: waiting.signal, read, leave: () => waiting.abort(), reads: 0 }
  return source

  async function read(): Promise<Buffer> {
    source.reads += 1
    return bytes
  }
}

const jpeg = async (width = 1700, height = 900) => (await picture(width, height)).jpeg().toBuffer()
const busy = { name: 'Problem', type: 'busy', status: 503, headers: { 'retry-after': '5' } }

/** A child whose image never ends, or ends the child, as its bytes say. */
const moody = new URL('../../fixtures/decoders/moody.ts', import.meta.url)

t.test('preview: made by the processor in a decoder of its own', async (t) => {
  const { processor } = processing(t)
  const made = await processor.preview(wanted(await jpeg()))
  t.match(await sharp(made.bytes).metadata(), { format: 'webp', width: 1600, height: 847 })
})

t.test(
  'previews: one at a time, the other decoders are left to collecting, and who waits holds no bytes',
  async (t) => {
    const { pool, previews } = making(t, { size: 2, entry: moody })
    const sources = ['hangs', 'hangs', 'hangs'].map((mood) => wanted(Buffer.from(mood)))
    const made = Promise.allSettled(sources.map(previews.make))
    const request = { bytes: Buffer.from('fine'), format: 'jpeg', maxPixels: 100, minWidth: 1, minHeight: 1 } as const
    for (let count = 0; count < 3; count++) t.match(await pool.decode(request), { verdict: 'too-small' })
    t.equal(pool.pids().length, 2)
    t.strictSame(
      sources.map(({ reads }) => reads),
      [1, 0, 0],
    )
    previews.close()
    pool.close()
    t.match(await made, Array(3).fill({ status: 'rejected', reason: busy }), 'closed, all are sent away')
  },
)

t.test('previews: with one decoder, they and collecting take turns', async (t) => {
  const { pool, previews } = making(t)
  const bytes = await jpeg()
  const ended: string[] = []
  const tells = (name: string) => () => void ended.push(name)
  const request = { bytes, format: 'jpeg', maxPixels: 5e7, minWidth: 1, minHeight: 1 } as const
  await Promise.all([
    ...['first', 'second', 'third'].map((name) => previews.make(wanted(bytes)).then(tells(name))),
    pool.decode(request).then(tells('image')),
  ])
  t.ok(ended.indexOf('image') < ended.indexOf('second'), `${ended}`)
})

t.test('previews: who comes when too many wait is sent away', async (t) => {
  const { previews } = making(t, { maxWaiting: 2 })
  const door = Promise.withResolvers<Buffer>()
  const accepted = [door.promise, door.promise, door.promise].map((bytes) => previews.make(wanted(bytes)))
  await t.rejects(previews.make(wanted(door.promise)), { ...busy, message: /^2 previews are waiting/ })
  door.resolve(await jpeg())
  for (const { bytes } of await Promise.all(accepted)) t.ok(bytes.length > 0)
  t.ok(await previews.make(wanted(await jpeg())))
})

t.test('previews: a place in the line is given up, work that has begun is finished', async (t) => {
  const { previews } = making(t, { maxWaiting: 1 })
  const door = Promise.withResolvers<Buffer>()
  const [begun, waiting, next] = [wanted(door.promise), wanted(door.promise), wanted(door.promise)]
  const made = [previews.make(begun), previews.make(waiting)]
  waiting.leave()
  begun.leave()
  await t.rejects(made[1] as Promise<unknown>, busy)
  made[1] = previews.make(next)
  door.resolve(await jpeg())
  t.equal((await Promise.all(made)).length, 2)
  t.equal(waiting.reads, 0)
  waiting.leave()
  await t.rejects(previews.make(waiting), busy, 'gone before it came')
})

t.test('previews: an image that kills or hangs its decoder has none, and the next one does', async (t) => {
  const { previews } = making(t, { entry: moody, timeoutMs: 300 })
  const none = { name: 'Problem', type: 'not-found', message: /^This image has no preview\. .*gave up on it twice/ }
  await t.rejects(previews.make(wanted(Buffer.from('dies'))), none)
  await t.rejects(previews.make(wanted(Buffer.from('hangs'))), none)
  t.match(await previews.make(wanted(Buffer.from('preview'))), { digest: 'made' })
})

t.test('previews: where no decoder can start the image is not to blame', async (t) => {
  const { previews } = making(t, { entry: new URL('../../fixtures/decoders/absent.ts', import.meta.url) })
  await t.rejects(previews.make(wanted(await jpeg())), busy)
})

t.test('previews: an original that cannot be read now is heard of, and holds up nobody', async (t) => {
  const { previews } = making(t)
  await t.rejects(previews.make(wanted(Promise.reject(new Error('the database is away')))), /database is away/)
  t.ok(await previews.make(wanted(await jpeg())))
})
