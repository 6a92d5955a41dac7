/** The least bytes that are a header: of formats that are catalogued by it. */

/** A box of ISO base media: its length, its type, and what is in it. */
export function box(type: string, ...parts: Buffer[]): Buffer {
  const data = Buffer.concat(parts)
  return Buffer.concat([uint32(data.length + 8), Buffer.from(type, 'latin1'), data])
}

export const uint32 = (...numbers: number[]) => Buffer.concat(numbers.map((number) => uint(number, 4)))
export const uint16 = (...numbers: number[]) => Buffer.concat(numbers.map((number) => uint(number, 2)))

function uint(number: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(number, 0, bytes)
  return buffer
}

/** The container of JPEG 2000; with alpha, its second channel is opacity. */
export function jp2File(width: number, height: number, { alpha = false } = {}): Buffer {
  const size = box('ihdr', uint32(height, width), Buffer.from([0, 2, 7, 7, 0, 0]))
  const channels = box('cdef', uint16(2, 0, 0, 1, 1, 1, 0))
  const start = box('jP  ', Buffer.from('\r\n\x87\n', 'latin1'))
  const type = box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 '))
  return Buffer.concat([start, type, box('jp2h', size, ...(alpha ? [channels] : [])), box('jp2c', Buffer.alloc(9))])
}

/** A codestream of JPEG 2000 whose picture begins at 5, 7 of its grid. */
export function jp2Codestream(width: number, height: number): Buffer {
  const marker = Buffer.from('\xff\x4f\xff\x51\0\x29\0\0', 'latin1')
  return Buffer.concat([marker, uint32(width + 5, height + 7, 5, 7), Buffer.alloc(30)])
}

export interface HeifItem {
  id: number
  properties: Buffer[]
}

/** Properties of an item of HEIF. */
export const ispe = (width: number, height: number) => box('ispe', uint32(0, width, height))
export const irot = (quarters: number) => box('irot', Buffer.from([quarters]))
export const clap = (width: number, height: number) => box('clap', uint32(width * 2, 2, height, 1, 0, 1, 0, 1))
export const alphaOf = () => box('auxC', uint32(0), Buffer.from('urn:mpeg:hevc:2015:auxid:1\0'))

export function heifFile(items: HeifItem[], primary: number | undefined, { isWide = false } = {}): Buffer {
  let next = 1
  const associations = items.map(({ id, properties }) => {
    const indexes = properties.map(() => next++)
    const named = indexes.map((index) => (isWide ? uint16(0x8000 | index) : Buffer.from([0x80 | index])))
    return Buffer.concat([isWide ? uint32(id) : uint16(id), Buffer.from([indexes.length]), ...named])
  })
  const full = Buffer.from(isWide ? [1, 0, 0, 1] : [0, 0, 0, 0])
  const ipma = box('ipma', full, uint32(items.length), ...associations)
  const ipco = box('ipco', ...items.flatMap(({ properties }) => properties))
  const pitm = primary === undefined ? [] : [box('pitm', full, isWide ? uint32(primary) : uint16(primary))]
  const meta = box('meta', uint32(0), box('hdlr', Buffer.alloc(24)), ...pitm, box('iprp', ipco, ipma))
  return Buffer.concat([box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')), meta, box('mdat', Buffer.alloc(40))])
}

/** Fields of a codestream of JPEG XL, from the lowest bit on: value and number of bits. */
export function jxlCodestream(...fields: [value: number, bits: number][]): Buffer {
  const bits = fields.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, bit) => Math.floor(value / 2 ** bit) & 1),
  )
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8) + 4)
  for (const [at, bit] of bits.entries()) bytes[at >> 3] = (bytes[at >> 3] as number) | (bit << (at & 7))
  return Buffer.concat([Buffer.from([0xff, 0x0a]), bytes])
}

/** A codestream in a container, in one piece or in pieces of five bytes. */
export function jxlContainer(codestream: Buffer, { inParts = false } = {}): Buffer {
  const start = box('JXL ', Buffer.from('\r\n\x87\n', 'latin1'))
  const pieces = inParts
    ? Array.from({ length: Math.ceil(codestream.length / 5) }, (_, n) => codestream.subarray(n * 5, n * 5 + 5))
    : []
  const parts = inParts ? pieces.map((piece, n) => box('jxlp', uint32(n), piece)) : [box('jxlc', codestream)]
  return Buffer.concat([start, box('ftyp', Buffer.from('jxl \0\0\0\0jxl ')), ...parts])
}
