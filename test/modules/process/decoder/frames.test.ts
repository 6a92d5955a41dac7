import { PassThrough } from 'node:stream'
import t from 'tap'
import { readFrames, writeFrame } from '../../../../src/modules/process/decoder/frames.ts'

const frames = [
  { head: { format: 'png', side: undefined, nested: [1, null, 'ä'] }, body: Buffer.from('pixels') },
  { head: 'ready', body: Buffer.alloc(0) },
  { head: { thumbnail: { bytes: Buffer.from([1, 2, 3]) } }, body: Buffer.alloc(3000, 'x') },
]

function written(): Buffer {
  const pipe = new PassThrough()
  for (const { head, body } of frames) writeFrame(pipe, head, body)
  return pipe.read()
}

function read(chunks: Buffer[], maxBytes = 10_000) {
  const pipe = new PassThrough()
  const seen: { head: unknown; body: Buffer }[] = []
  readFrames(pipe, { maxBytes, onFrame: (head, body) => seen.push({ head, body }) })
  pipe.on('error', () => {})
  for (const chunk of chunks) pipe.emit('data', chunk)
  return { pipe, seen }
}

t.test('frames: whole, byte by byte, and cut anywhere', async (t) => {
  const bytes = written()
  const cuts = [[bytes], Array.from(bytes, (byte) => Buffer.from([byte]))]
  for (let at = 1; at < 200; at++) cuts.push([bytes.subarray(0, at), bytes.subarray(at)])
  for (const chunks of cuts) t.strictSame(read(chunks).seen, frames)
})

t.test('frames: a longer one than is read ends the pipe', async (t) => {
  const { pipe, seen } = read([written()], 2000)
  t.equal(seen.length, 2)
  t.ok(pipe.destroyed)
})
