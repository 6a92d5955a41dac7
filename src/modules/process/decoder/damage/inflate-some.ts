/** Undoes zlib as far as the data go. */
import { constants, createInflateRaw } from 'node:zlib'

export interface Inflated {
  bytes: Buffer
  /** The data are wrong, which is more than cut short. */
  isCorrupt: boolean
}

const headerBytes = 2

/** What comes of the data before they end or fail, and at most so many bytes: no bomb unfolds. The checksum may be wrong. */
export async function inflateSome(data: Buffer, most: number): Promise<Inflated> {
  if (!isZlib(data)) return { bytes: Buffer.alloc(0), isCorrupt: data.length >= headerBytes }
  const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH })
  inflate.end(data.subarray(headerBytes))
  const parts: Buffer[] = []
  let length = 0
  const gathered = () => Buffer.concat(parts).subarray(0, most)
  try {
    for await (const part of inflate) {
      parts.push(part)
      length += part.length
      if (length >= most) break
    }
  } catch {
    return { bytes: gathered(), isCorrupt: true }
  }
  return { bytes: gathered(), isCorrupt: false }
}

/** RFC 1950, section 2.2. */
function isZlib(data: Buffer): boolean {
  return data.length >= headerBytes && data.readUInt8(0) % 16 === 8 && data.readUInt16BE(0) % 31 === 0
}
