/** Bitmaps and icons of every kind, put together by hand from a picture of our own: red to the right, green downwards. */

export interface BitmapOptions {
  bits: 1 | 4 | 8 | 16 | 24 | 32
  /** Odd, so that rows have to be filled up. */
  width?: number
  height?: number
  isTopDown?: boolean
  /** BI_BITFIELDS, red, green, blue and perhaps alpha. */
  masks?: number[]
  /** Of the newer kind, 108 bytes, that holds the masks. */
  isLong?: boolean
  /** Of the oldest kind, 12 bytes. */
  isOld?: boolean
  /** As within an icon: twice the height, and a mask that hides the left half. */
  isIcon?: boolean
}

type Whole = Required<Omit<BitmapOptions, 'masks'>> & { masks: number[] | undefined }

/** A BMP file. */
export function bitmapFile(options: BitmapOptions): Buffer {
  const whole = complete(options)
  const header = Buffer.concat([headerOf(whole), paletteOf(whole)])
  const file = Buffer.alloc(14)
  file.write('BM')
  file.writeUInt32LE(14 + header.length, 10)
  return Buffer.concat([file, header, pixelsOf(whole)])
}

/** A picture as icons hold it. */
export function iconBitmap(options: BitmapOptions): Buffer {
  const whole = complete({ ...options, isIcon: true })
  const { width, height } = whole
  const step = Math.ceil(width / 32) * 4
  const mask = Buffer.alloc(step * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width / 2; x++)
      mask[y * step + (x >> 3)] = (mask[y * step + (x >> 3)] as number) | (0x80 >> (x & 7))
  return Buffer.concat([headerOf(whole), paletteOf(whole), pixelsOf(whole), mask])
}

export interface IconPart {
  /** As the directory says; 0 stands for 256. */
  width: number
  height: number
  bits: number
  bytes: Buffer
}

export function iconFile(parts: IconPart[], kind: 1 | 2 = 1): Buffer {
  const directory = Buffer.alloc(6 + 16 * parts.length)
  directory.writeUInt16LE(kind, 2)
  directory.writeUInt16LE(parts.length, 4)
  let start = directory.length
  for (const [index, { width, height, bits, bytes }] of parts.entries()) {
    const at = 6 + index * 16
    directory.writeUInt8(width, at)
    directory.writeUInt8(height, at + 1)
    directory.writeUInt16LE(1, at + 4)
    directory.writeUInt16LE(bits, at + 6)
    directory.writeUInt32LE(bytes.length, at + 8)
    directory.writeUInt32LE(start, at + 12)
    start += bytes.length
  }
  return Buffer.concat([directory, ...parts.map(({ bytes }) => bytes)])
}

function complete(options: BitmapOptions): Whole {
  const usual = {
    width: 37,
    height: 21,
    isTopDown: false,
    isLong: false,
    isOld: false,
    isIcon: false,
    masks: undefined,
  }
  return { ...usual, ...options }
}

function headerOf({ bits, width, height, isTopDown, masks, isLong, isOld, isIcon }: Whole): Buffer {
  const header = Buffer.alloc(isOld ? 12 : isLong ? 108 : 40 + 4 * (masks?.length ?? 0))
  header.writeUInt32LE(isOld ? 12 : isLong ? 108 : 40)
  if (isOld) {
    for (const [index, number] of [width, height, 1, bits].entries()) header.writeUInt16LE(number, 4 + index * 2)
    return header
  }
  header.writeInt32LE(width, 4)
  header.writeInt32LE((isIcon ? 2 : 1) * (isTopDown ? -height : height), 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(bits, 14)
  header.writeUInt32LE(masks ? (masks.length === 4 && !isLong ? 6 : 3) : 0, 16)
  for (const [index, mask] of (masks ?? []).entries()) header.writeUInt32LE(mask, 40 + index * 4)
  return header
}

/** Of two colours: red and green; else of red in steps. */
function paletteOf({ bits, isOld }: Whole): Buffer {
  if (bits > 8) return Buffer.alloc(0)
  const colours = Array.from({ length: 2 ** bits }, (_, index) => [
    0x40,
    0x80,
    Math.round((index * 255) / (2 ** bits - 1)),
  ])
  return Buffer.from(colours.flatMap((colour) => (isOld ? colour : [...colour, 0])))
}

function pixelsOf(whole: Whole): Buffer {
  const { bits, width, height, isTopDown } = whole
  const step = Math.ceil((width * bits) / 32) * 4
  const data = Buffer.alloc(step * height)
  for (let row = 0; row < height; row++) {
    const y = isTopDown ? row : height - 1 - row
    for (let x = 0; x < width; x++)
      writePixel(data, { at: row * step, x, bits, value: samplesOf(whole, x / width, y / height) })
  }
  return data
}

function writePixel(data: Buffer, { at, x, bits, value }: { at: number; x: number; bits: number; value: number }) {
  if (bits >= 16) return data.writeUIntLE(value, at + (x * bits) / 8, bits / 8)
  const byte = at + Math.floor((x * bits) / 8)
  return data.writeUInt8((data[byte] as number) | (value << (8 - bits - ((x * bits) % 8))), byte)
}

/** Red and green from 0 to 1, blue a quarter, alpha as green. */
function samplesOf({ bits, masks }: Whole, red: number, green: number): number {
  if (bits <= 8) return Math.floor(red * 2 ** bits)
  const usual = bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff]
  const parts = [red, green, 0.25, green].map((part, index) => scaled((masks ?? usual)[index] ?? 0, part))
  return parts.reduce((sum, part) => sum + part, 0)
}

function scaled(mask: number, part: number): number {
  if (mask === 0) return 0
  const unit = (mask & -mask) >>> 0
  return Math.round((mask / unit) * part) * unit
}
