/** Undoing zstd, which is not asked for, but which some servers send to everyone. */
import { Transform } from 'node:stream'
import { constants, createZstdDecompress } from 'node:zlib'

/** 2 to this power is the most memory for a window, as RFC 9659 has it for HTTP. */
const maxWindowLog = 23

/**
 * The transforms that undo zstd, to be piped one after another. Node's decoder silently leaves out what follows the
 * end of a frame in the same chunk: rather than losing it, they fail with code `ZSTD_SEVERAL_FRAMES`.
 */
export function createZstdDecoder(): Transform[] {
  const decoder = createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: maxWindowLog } })
  let given = 0
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      given += chunk.length
      done(null, chunk)
    },
  })
  const check = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, chunk),
    flush: (done) => done(decoder.bytesWritten < given ? severalFrames() : null),
  })
  return [counter, decoder, check]
}

function severalFrames(): Error {
  return Object.assign(new Error('More bytes follow the first zstd frame'), { code: 'ZSTD_SEVERAL_FRAMES' })
}
