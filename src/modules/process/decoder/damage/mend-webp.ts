/** A lossy WebP with wrong data, made into one that libwebp reads to its end, as browsers show it nearly to its end. */

const headerBytes = 12
const chunkHeaderBytes = 8
/** Of a key frame (RFC 6386, section 9.1). */
const frameHeaderBytes = 10
const firstPartBits = 19

/**
 * Wrong bits make the arithmetic decoder ask for more data than there are, and libwebp gives nothing at all then: zeros
 * are added to both parts of the frame, its modes and its coefficients. Undefined for what is cut short, of which
 * browsers show nothing, and for what is not lossy.
 */
export function mendWebp(bytes: Buffer): Buffer | undefined {
  const frame = findFrame(bytes)
  if (!frame || chunkHeaderBytes + bytes.readUInt32LE(4) > bytes.length) return undefined
  const tag = frame.readUIntLE(0, 3)
  const [firstPart, flags] = [tag >> 5, tag & 31]
  const more = Buffer.alloc(Math.min(frame.length + 64 * 1024, 2 ** firstPartBits - 1 - firstPart))
  const split = frameHeaderBytes + firstPart
  const mended = Buffer.concat([Buffer.alloc(20), frame.subarray(0, split), more, frame.subarray(split), more])
  mended.write('RIFF', 0)
  mended.writeUInt32LE(mended.length - chunkHeaderBytes, 4)
  mended.write('WEBPVP8 ', 8)
  mended.writeUInt32LE(mended.length - headerBytes - chunkHeaderBytes, 16)
  mended.writeUIntLE(flags + (firstPart + more.length) * 32, 20, 3)
  return mended
}

/** The chunk of the pixels; those of an animation stand deeper. */
function findFrame(bytes: Buffer): Buffer | undefined {
  for (let at = headerBytes; at + chunkHeaderBytes < bytes.length; ) {
    const start = at + chunkHeaderBytes
    const length = bytes.readUInt32LE(at + 4)
    if (bytes.toString('latin1', at, at + 4) === 'VP8 ') return bytes.subarray(start, start + length)
    at = start + length + (length & 1)
  }
  return undefined
}
