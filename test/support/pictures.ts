/** Pictures made for a test. */
import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** Soft random forms: every call gives another picture. */
export async function picture(width = 400, height = 300): Promise<Sharp> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const create = { width: 12, height: 9, channels: 3, background: '#888', noise } as const
  const forms = await sharp({ create }).png().toBuffer()
  return sharp(await sharp(forms).resize(width, height, { fit: 'fill' }).png().toBuffer())
}

/** A PNG that says it is this large, and holds next to nothing. */
export function lyingPng(honest: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(honest)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}

/** A chunk of a PNG: numbers of four bytes, then numbers of two. */
export function pngChunk(type: string, longs: number[], shorts: number[]): Buffer {
  const bytes = Buffer.alloc(12 + longs.length * 4 + shorts.length * 2)
  bytes.writeUInt32BE(bytes.length - 12)
  bytes.write(type, 4, 'latin1')
  longs.forEach((long, at) => {
    bytes.writeUInt32BE(long, 8 + at * 4)
  })
  shorts.forEach((short, at) => {
    bytes.writeUInt16BE(short, 8 + longs.length * 4 + at * 2)
  })
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4)
  return bytes
}
