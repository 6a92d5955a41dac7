/** Animated PNG: the decoder sees its first frame only, so the number of them is read here. */

const signatureBytes = 8
const chunkOverhead = 12

/** Frames of a PNG: from the `acTL` chunk, which stands before the first `IDAT` (PNG, third edition); 1 without. */
export function pngFrames(bytes: Buffer): number {
  for (let at = signatureBytes; at + chunkOverhead <= bytes.length; at += chunkOverhead + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') return 1
    if (type === 'acTL') return Math.max(1, bytes.readUInt32BE(at + 8))
  }
  return 1
}
