/** The pictures of an icon or a cursor, and the best of them. */
import { bmpHeaderSizes } from '../../signature.ts'
import { readBitmapHeader } from '../bitmap/header.ts'

export interface IconEntry {
  kind: 'png' | 'bitmap'
  /** From the signature of a PNG on, or from the header of a bitmap. */
  bytes: Buffer
  /** Pixels, by the picture itself: the directory may lie, and has no room for more than 256. */
  width: number
  height: number
  bits: number
}

const [directoryBytes, entryBytes] = [6, 16]
const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const pngBits = 32

/** What is none of these is no picture, where the directory points to a wrong place: it would pass for the largest of all. */
const bitmapBits = [1, 2, 4, 8, 16, 24, 32]
const maxSide = 65_535

/** The largest picture, and of several the one of most colours; undefined where none has a header that can be read. */
export function bestEntry(bytes: Buffer): IconEntry | undefined {
  let best: IconEntry | undefined
  for (let left = bytes.readUInt16LE(4), at = directoryBytes; left > 0; left--, at += entryBytes) {
    if (at + entryBytes > bytes.length) break
    const [length, start] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)]
    const entry = readEntry(bytes.subarray(start, length > 0 ? start + length : undefined))
    if (entry && (!best || isBetter(entry, best))) best = entry
  }
  return best
}

function isBetter(one: IconEntry, other: IconEntry): boolean {
  const more = one.width * one.height - other.width * other.height
  return more === 0 ? one.bits > other.bits : more > 0
}

function readEntry(bytes: Buffer): IconEntry | undefined {
  try {
    const entry = bytes.subarray(0, 8).equals(pngSignature) ? readPng(bytes) : readBitmap(bytes)
    return entry && entry.width > 0 && entry.height > 0 ? entry : undefined
  } catch {
    return undefined
  }
}

function readPng(bytes: Buffer): IconEntry {
  return { kind: 'png', bytes, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), bits: pngBits }
}

/** The height is that of the colours and of the mask together. */
function readBitmap(bytes: Buffer): IconEntry | undefined {
  const { width, height, bits } = readBitmapHeader(bytes)
  const isHeader = bmpHeaderSizes.includes(bytes.readUInt32LE(0)) && bitmapBits.includes(bits)
  if (!isHeader || Math.max(width, height) > maxSide) return undefined
  return { kind: 'bitmap', bytes, width, height: Math.floor(height / 2), bits }
}
