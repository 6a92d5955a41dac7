/** The header of a bitmap, in a BMP file or in an icon: how its pixels are stored. */

export interface BitmapHeader {
  width: number
  height: number
  /** Rows usually begin at the bottom; a negative height says otherwise. */
  isTopDown: boolean
  bits: number
  compression: number
  /** Which bits of a pixel are red, green, blue and alpha; not of a palette. */
  masks: [red: number, green: number, blue: number, alpha: number]
  /** Where the colours of the palette begin, how many there are, and the bytes of each. */
  palette: { start: number; count: number; step: 3 | 4 }
}

const [oldHeaderBytes, headerBytes] = [12, 40]
export const [uncompressed, withMasks, withAlphaMask] = [0, 3, 6]

/** Of the bytes from the header on. Throws a RangeError where it is cut short. */
export function readBitmapHeader(bytes: Buffer): BitmapHeader {
  return bytes.readUInt32LE(0) === oldHeaderBytes ? readOld(bytes) : readNew(bytes)
}

function readOld(bytes: Buffer): BitmapHeader {
  const [width, height, bits] = [bytes.readUInt16LE(4), bytes.readUInt16LE(6), bytes.readUInt16LE(10)]
  const palette = { start: oldHeaderBytes, count: coloursOf(bits), step: 3 } as const
  return { width, height, isTopDown: false, bits, compression: uncompressed, masks: usualMasks(bits), palette }
}

function readNew(bytes: Buffer): BitmapHeader {
  const [width, height, bits] = [bytes.readInt32LE(4), bytes.readInt32LE(8), bytes.readUInt16LE(14)]
  const [length, compression] = [bytes.readUInt32LE(0), bytes.readUInt32LE(16)]
  const hasMasks = compression === withMasks || compression === withAlphaMask
  // A short header is followed by the masks, a longer one holds them.
  const masksBehind = hasMasks && length === headerBytes ? (compression === withMasks ? 12 : 16) : 0
  const hasAlphaMask = compression === withAlphaMask || length > 52
  const masks = hasMasks ? readMasks(bytes, hasAlphaMask) : usualMasks(bits)
  const count = Math.min(bytes.readUInt32LE(32) || coloursOf(bits), coloursOf(bits))
  const palette = { start: length + masksBehind, count, step: 4 } as const
  const size = { width: Math.abs(width), height: Math.abs(height), isTopDown: height < 0 }
  return { ...size, bits, compression, masks, palette }
}

function coloursOf(bits: number): number {
  return bits <= 8 ? 2 ** bits : 0
}

function readMasks(bytes: Buffer, hasAlpha: boolean): BitmapHeader['masks'] {
  const mask = (at: number) => bytes.readUInt32LE(at)
  return [mask(40), mask(44), mask(48), hasAlpha ? mask(52) : 0]
}

function usualMasks(bits: number): BitmapHeader['masks'] {
  return bits === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0x00ff00, 0x0000ff, 0]
}

/** Where the pixels begin when nothing else is said. */
export function paletteEnd({ palette: { start, count, step } }: BitmapHeader): number {
  return start + count * step
}
