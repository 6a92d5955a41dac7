/** The pixels of a bitmap. */
import { type BitmapHeader, uncompressed, withAlphaMask, withMasks } from './header.ts'

export interface BitmapPixels {
  /** Red, green, blue, alpha, from the top; what is missing is transparent. */
  data: Uint8Array<ArrayBuffer>
  /** Rows of those that there should be. */
  rows: number
}

/** Whether it is stored in a way that is read here: not run-length encoded, and not of an odd number of bits. */
export function isReadable({ bits, compression }: BitmapHeader): boolean {
  if (compression === uncompressed) return [1, 2, 4, 8, 16, 24, 32].includes(bits)
  return (compression === withMasks || compression === withAlphaMask) && (bits === 16 || bits === 32)
}

/** `bytes` from the header on, `start` of the pixels among them. The caller has limited the size. */
export function readBitmapPixels(bytes: Buffer, header: BitmapHeader, start: number): BitmapPixels {
  const { width, height, bits, isTopDown } = header
  const data = new Uint8Array(width * height * 4)
  const paint = bits <= 8 ? indexedPainter(bytes, header) : directPainter(header)
  const usedBytes = Math.ceil((width * bits) / 8)
  const step = rowBytes(width, bits)
  let rows = 0
  for (let at = start; rows < height && at + usedBytes <= bytes.length; rows++, at += step) {
    const y = isTopDown ? rows : height - 1 - rows
    paint(bytes.subarray(at, at + usedBytes), data.subarray(y * width * 4, (y + 1) * width * 4))
  }
  return { data, rows }
}

/** Rows begin at a multiple of four bytes. */
export function rowBytes(width: number, bits: number): number {
  return Math.ceil((width * bits) / 32) * 4
}

type Painter = (row: Buffer, to: Uint8Array<ArrayBuffer>) => void

function indexedPainter(bytes: Buffer, { bits, palette }: BitmapHeader): Painter {
  const colours = readPalette(bytes, palette)
  const [perByte, last] = [8 / bits, 2 ** bits - 1]
  return (row, to) => {
    const pixels = new Uint32Array(to.buffer, to.byteOffset, to.length / 4)
    for (let x = 0; x < pixels.length; x++) {
      const byte = row[Math.floor(x / perByte)] as number
      pixels[x] = colours[(byte >> (8 - bits * ((x % perByte) + 1))) & last] as number
    }
  }
}

/** Always 256, those that are not there black; each is red, green, blue, alpha as they stand in memory. */
function readPalette(bytes: Buffer, { start, count, step }: BitmapHeader['palette']): Uint32Array {
  const colours = new Uint8Array(256 * 4)
  for (let index = 0; index < 256; index++) {
    const at = start + index * step
    if (index < count && at + 3 <= bytes.length) colours.set(bytes.subarray(at, at + 3).toReversed(), index * 4)
    colours[index * 4 + 3] = 255
  }
  return new Uint32Array(colours.buffer)
}

function directPainter({ bits, masks }: BitmapHeader): Painter {
  const bytesEach = bits / 8
  const channels = masks.map(readChannel)
  const hasAlpha = masks[3] !== 0
  return (row, to) => {
    for (let from = 0, at = 0; at < to.length; from += bytesEach, at += 4) {
      const value = row.readUIntLE(from, bytesEach)
      for (let channel = 0; channel < 4; channel++) to[at + channel] = (channels[channel] as Channel)(value)
      if (!hasAlpha) to[at + 3] = 255
    }
  }
}

type Channel = (value: number) => number

/** Takes the bits of a mask and stretches what they can say to 0 to 255. */
function readChannel(mask: number): Channel {
  const lowest = mask & -mask
  const shift = 31 - Math.clz32(lowest)
  const most = mask >>> shift
  return mask === 0 ? () => 0 : (value) => (((value & mask) >>> shift) * 255) / most
}
