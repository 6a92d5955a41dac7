/** Animations that no encoder here makes, put together by hand. */
import sharp from 'sharp'
import { box, uint32 } from './headers.ts'

/** 60 x 40 pixels; its first frame, red, is 20 x 10 at 30, 12 unless said otherwise, and its second fills it. */
export async function partialGif(x = 30, y = 12): Promise<Buffer> {
  const small = await gifImage(20, 10, '#ff0000')
  const large = await gifImage(60, 40, '#0000ff')
  place(small, x, y)
  const screen = Buffer.from([60, 0, 40, 0, 0, 0, 0])
  return Buffer.concat([Buffer.from('GIF89a'), screen, small, large, Buffer.from(';')])
}

/** The same as WebP. */
export async function partialWebp(): Promise<Buffer> {
  const small = await webpFrame(20, 10, '#ff0000', { x: 30, y: 12 })
  const large = await webpFrame(60, 40, '#0000ff', { x: 0, y: 0 })
  const flags = Buffer.from([0x12, 0, 0, 0, 59, 0, 0, 39, 0, 0])
  const body = [chunk('VP8X', flags), chunk('ANIM', Buffer.alloc(6)), small, large]
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...body]))
}

/** Of a still one, with the table of a track of pictures: how many frames stay for how long, in parts of a second. */
export function animatedAvif(still: Buffer, times: [frames: number, each: number][], perSecond = 1000): Buffer {
  const scale = uint32(0, 0, 0, perSecond, 0, 0)
  const table = box('stts', uint32(0, times.length, ...times.flat()))
  const track = (handler: string, ...tables: Buffer[]) => {
    const kind = box('hdlr', uint32(0, 0), Buffer.from(handler), Buffer.alloc(13))
    return box('trak', box('mdia', box('mdhd', scale), kind, box('minf', box('stbl', ...tables))))
  }
  const alpha = track('auxv', box('stts', uint32(0, 1, 9, 9)))
  const file = Buffer.concat([still, box('moov', alpha, track('pict', table))])
  file.write('avis', 8)
  // As libavif has it, beside the brands of the still picture.
  file.write('msf1', file.indexOf('mif1'))
  return file
}

/** Image descriptor, with a table of colours of its own, and data. */
async function gifImage(width: number, height: number, background: string): Promise<Buffer> {
  const gif = await sharp({ create: { width, height, channels: 3, background } })
    .gif()
    .toBuffer()
  const bits = ((gif[10] as number) & 7) + 1
  const table = gif.subarray(13, 13 + 3 * 2 ** bits)
  const start = gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]))
  const descriptor = Buffer.from(gif.subarray(start, start + 10))
  descriptor[9] = 0x80 | (bits - 1)
  return Buffer.concat([descriptor, table, gif.subarray(start + 10, -1)])
}

function place(image: Buffer, x: number, y: number): void {
  image.writeUInt16LE(x, 1)
  image.writeUInt16LE(y, 3)
}

async function webpFrame(width: number, height: number, background: string, at: { x: number; y: number }) {
  const image = sharp({ create: { width, height, channels: 3, background } })
  const webp = await image.webp({ lossless: true }).toBuffer()
  const header = Buffer.alloc(16)
  const numbers = [at.x / 2, at.y / 2, width - 1, height - 1, 100]
  for (const [index, number] of numbers.entries()) header.writeUIntLE(number, index * 3, 3)
  return chunk('ANMF', Buffer.concat([header, webp.subarray(12)]))
}

function chunk(name: string, data: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.write(name)
  header.writeUInt32LE(data.length, 4)
  return Buffer.concat([header, data, Buffer.alloc(data.length & 1)])
}
