/** The boxes of ISO base media files (ISO/IEC 14496-12), of which HEIF, JPEG 2000 and JPEG XL are made too. */

export interface Box {
  type: string
  /** What is in it, or as much as there is. */
  data: Buffer
}

/** Those at this level, from the first to the last that begins here; linear, whatever the sizes say. */
export function* boxesOf(bytes: Buffer): Generator<Box> {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const { start, end } = extent(bytes, at)
    yield { type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(start, end) }
    at = end
  }
}

/** What is in the first box of this type at this level. */
export function findBox(bytes: Buffer, type: string): Buffer | undefined {
  return boxesOf(bytes).find((box) => box.type === type)?.data
}

/** A size of 0 reaches to the end, and of 1 says that a longer one follows. */
function extent(bytes: Buffer, at: number): { start: number; end: number } {
  const size = bytes.readUInt32BE(at)
  if (size === 0) return { start: at + 8, end: bytes.length }
  if (size !== 1) return { start: at + 8, end: at + Math.max(8, size) }
  const long = at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : 0
  return { start: at + 16, end: at + Math.max(16, long) }
}
