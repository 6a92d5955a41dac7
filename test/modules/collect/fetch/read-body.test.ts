import { PassThrough, Readable } from 'node:stream'
import t from 'tap'
import { createByteBudget } from '../../../../src/modules/collect/fetch/byte-budget.ts'
import { readBody } from '../../../../src/modules/collect/fetch/read-body.ts'

const MiB = 1024 ** 2
const limits = { maxBytes: 64 * MiB, paceMs: 60_000, paceBytes: 1 }

function streamOf(chunk: Buffer): PassThrough {
  const stream = new PassThrough()
  stream.write(chunk)
  return stream
}

/** Each byte tells where it stands. */
function bytes(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, at) => at % 251))
}

t.test('body: whatever length was promised, what came is what is read', async (t) => {
  const sent = bytes(2.5 * MiB)
  for (const promised of [undefined, 0, 1000, MiB, sent.length - 1, sent.length, sent.length + 1, 64 * MiB]) {
    const chunks = [sent.subarray(0, 10), sent.subarray(10, 1.2 * MiB), sent.subarray(1.2 * MiB)]
    const body = await readBody(Readable.from(chunks), [], { ...limits, expectedBytes: promised })
    t.ok(body.isWhole && body.bytes.equals(sent), `${promised}`)
  }
})

t.test('body: large ones that come slowly take no room from others', async (t) => {
  const budget = createByteBudget(16 * MiB)
  const slow = Array.from({ length: 8 }, () => streamOf(bytes(1000)))
  const reading = slow.map((stream) =>
    readBody(stream, [], { ...limits, expectedBytes: 20 * MiB, reservation: budget.open() }),
  )
  const quick = streamOf(bytes(5000))
  quick.end()
  const { bytes: read } = await readBody(quick, [], { ...limits, expectedBytes: 5000, reservation: budget.open() })
  t.equal(read.length, 5000, 'while none of the eight has come to its end')
  for (const stream of slow) stream.end()
  t.strictSame(
    (await Promise.all(reading)).map((body) => body.bytes.length),
    slow.map(() => 1000),
  )
})
