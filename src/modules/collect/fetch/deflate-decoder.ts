/** Undoing `deflate`, which by the standard is zlib's format, and by many servers the bare one; browsers read both. */
import { Duplex, Readable } from 'node:stream'
import { createInflate, createInflateRaw } from 'node:zlib'

export function createDeflateDecoder(): Duplex {
  return Duplex.from(async function* (source: AsyncIterable<Buffer>) {
    const chunks = source[Symbol.asyncIterator]()
    const first = await chunks.next()
    if (first.done) return
    const decoder = isZlib(first.value) ? createInflate() : createInflateRaw()
    const fed = Readable.from(startingWith(first.value, chunks))
    fed.on('error', (error) => decoder.destroy(error))
    yield* fed.pipe(decoder)
  })
}

/** RFC 1950, 2.2: the method is deflate, and the first two bytes are a multiple of 31. */
function isZlib([first = 0, second = 0]: Buffer): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}
