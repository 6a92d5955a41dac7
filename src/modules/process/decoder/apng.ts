/** Animated PNG: the decoder sees its first frame only, so the frames are read here. */

export interface Animation {
  frames: number
  /** Milliseconds that each frame stays, as far as the file goes. */
  delays: number[]
}

const signatureBytes = 8
const chunkOverhead = 12
const still: Animation = { frames: 1, delays: [] }

/**
 * Frames of a PNG by its `acTL` chunk, which stands before the first `IDAT` (PNG, third edition), as far as there are so
 * many, and their delays.
 */
export function readAnimation(bytes: Buffer): Animation {
  for (const { type, data } of chunks(bytes)) {
    if (type === 'IDAT') return still
    if (type !== 'acTL' || data.length < 4) continue
    const delays = readDelays(bytes).slice(0, data.readUInt32BE(0))
    return { frames: Math.max(1, delays.length), delays }
  }
  return still
}

/** From the `fcTL` chunk of each frame: a fraction of a second, in hundredths where the divisor is 0. */
function readDelays(bytes: Buffer): number[] {
  const delays: number[] = []
  for (const { type, data } of chunks(bytes)) {
    if (type !== 'fcTL' || data.length < 24) continue
    delays.push((data.readUInt16BE(20) / (data.readUInt16BE(22) || 100)) * 1000)
  }
  return delays
}

/** Its chunks, unchecked: from the first to the last whose end could be within the file. */
export function* chunks(bytes: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = signatureBytes; at + chunkOverhead <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    yield { type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) }
    at += chunkOverhead + length
  }
}
