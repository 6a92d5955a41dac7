/** The chunks of a PNG (PNG, third edition, section 5). */
import { crc32 } from 'node:zlib'

const signatureBytes = 8
const overheadBytes = 12

export interface Chunk {
  type: string
  /** Its data, or as much as there is. */
  data: Buffer
  /** All of it, with length, type and checksum, as it stands in the file. */
  whole: Buffer
  /** `cut`: the file ends within it · `corrupt`: its checksum is wrong. */
  state: 'sound' | 'cut' | 'corrupt'
}

/** From the first to the last that begins within the file; linear, whatever the lengths say. */
export function* chunksOf(bytes: Buffer): Generator<Chunk> {
  for (let at = signatureBytes; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const end = at + length + overheadBytes
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + length)
    yield { type, data, whole: bytes.subarray(at, end), state: stateOf(bytes, at, end) }
    at = end
  }
}

/** A chunk with its length and its checksum. */
export function makeChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(data.length + overheadBytes)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4)
  return chunk
}

function stateOf(bytes: Buffer, start: number, end: number): Chunk['state'] {
  if (end > bytes.length) return 'cut'
  return crc32(bytes.subarray(start + 4, end - 4)) === bytes.readUInt32BE(end - 4) ? 'sound' : 'corrupt'
}
