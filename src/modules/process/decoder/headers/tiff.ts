/** TIFF (6.0, section 2), of kinds that libvips does not read: what the first directory says. A BigTIFF is not read. */
import type { HeaderFacts } from './types.ts'

const entryBytes = 12
const tags = { width: 256, height: 257, orientation: 274, extraSamples: 338 }
const longNumber = 4

/** Throws a RangeError where the directory is not within the file. */
export function readTiff(bytes: Buffer): HeaderFacts {
  const entries = readDirectory(bytes)
  const width = entries.get(tags.width) ?? 0
  const height = entries.get(tags.height) ?? 0
  // From 5 on the rows of the file are columns of the picture.
  const isTurned = (entries.get(tags.orientation) ?? 1) > 4
  // 1 and 2 are opacity, with and without being multiplied in.
  const alpha = [1, 2].includes(entries.get(tags.extraSamples) ?? 0)
  return isTurned ? { width: height, height: width, alpha } : { width, height, alpha }
}

/** The first number of each, which is right for those that are one short or long number. */
function readDirectory(bytes: Buffer): Map<number, number> {
  const isLittle = bytes[0] === 0x49
  const short = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const long = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const start = long(4)
  const entries = new Map<number, number>()
  for (let at = start + 2, left = short(start); left > 0; left--, at += entryBytes) {
    entries.set(short(at), short(at + 2) === longNumber ? long(at + 8) : short(at + 8))
  }
  return entries
}
