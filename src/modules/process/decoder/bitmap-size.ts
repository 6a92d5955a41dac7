/** Size of a BMP: image-size reads the newer headers only. */

const oldHeaderBytes = 12

/** Rows may be stored from the top, which a negative height says. Throws a RangeError where the header is cut short. */
export function bitmapSize(bytes: Buffer): { width: number; height: number } {
  if (bytes.readUInt32LE(14) === oldHeaderBytes)
    return { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) }
  return { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) }
}
