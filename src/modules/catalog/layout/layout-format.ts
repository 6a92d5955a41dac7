/** The shape of very many images in few bytes: one byte an image, and cursors into the list. */

/** Bytes before the first ratio. */
export const headerBytes = 16
/** How many images lie between two cursors. */
export const step = 512
const version = 1

const stepsPerOctave = 36
const square = 128

/**
 * 36 steps for a doubling: 1:1, 2:1, 3:1, 3:2, 4:3, 16:9 and 21:9 lie within 0.25% of one, nothing in between is more than
 * 0.97% off. What is narrower than 1:11.7 or wider than 11.5:1 is told as that, and what has no size as a square.
 */
export function toCode(width: number, height: number): number {
  if (width <= 0 || height <= 0) return square
  return Math.min(Math.max(Math.round(square + stepsPerOctave * Math.log2(width / height)), 0), 255)
}

/** Width by height. */
export function toRatio(code: number): number {
  return 2 ** ((code - square) / stepsPerOctave)
}

/** `codes` together are as many bytes as there are images; a cursor stands for every 512th but the last. */
export function writeLayout(codes: Uint8Array[], cursors: string[]): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.write('MPLY', 'latin1')
  header.writeUInt16LE(version, 4)
  header.writeUInt16LE(step, 6)
  header.writeUInt32LE(
    codes.reduce((sum, part) => sum + part.length, 0),
    8,
  )
  header.writeUInt32LE(cursors.length, 12)
  return Buffer.concat([header, ...codes, Buffer.from(cursors.map((cursor) => `${cursor}\n`).join(''), 'latin1')])
}
