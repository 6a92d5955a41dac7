/** Undoes zlib as far as the data go. */
import { constants, createInflate } from 'node:zlib'

export interface Inflated {
  bytes: Buffer
  /** The data are wrong, which is more than cut short. */
  isCorrupt: boolean
}

/** What comes of the data before they end or fail, and at most so many bytes: no bomb unfolds. */
export async function inflateSome(data: Buffer, most: number): Promise<Inflated> {
  const inflate = createInflate({ finishFlush: constants.Z_SYNC_FLUSH })
  inflate.end(data)
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
