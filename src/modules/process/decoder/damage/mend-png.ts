/** A PNG that is cut short or corrupt, made into one that the decoder reads as far as browsers show it. */
import { deflateSync } from 'node:zlib'
import { inflateSome } from './inflate-some.ts'
import { type Chunk, chunksOf, makeChunk } from './png-chunks.ts'
import { type Pass, passesOf, rowBytes } from './png-passes.ts'

/** Samples of a pixel by colour type; the others do not exist. */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Where data are corrupt before the last row, Chromium loses what its decoder holds back of what came before the error. */
const heldBack = 32 * 1024

/** Writers make chunks of 8 KiB and more: far more of them than this are there to fill the memory. */
const maxChunks = 65_536

/**
 * Undefined where a browser shows nothing. Of an interlaced picture the decoder reads all or nothing, so what comes
 * back is its finest whole pass as a picture by itself: smaller, of about the same shape.
 */
export async function mendPng(bytes: Buffer): Promise<Buffer | undefined> {
  const { header, before, image, isCorrupt } = readChunks(bytes)
  const bitsPerPixel = (header?.readUInt8(8) ?? 0) * (samples[header?.readUInt8(9) ?? 1] ?? 0)
  if (!header || bitsPerPixel === 0) return undefined
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const isInterlaced = header.readUInt8(12) === 1
  const allPasses = passesOf(width, height, bitsPerPixel)
  const passes = allPasses.slice(0, 6)
  const row = rowBytes(isInterlaced ? (passes[0]?.width ?? width) : width, bitsPerPixel)
  const most = Math.max(isInterlaced ? (passes.at(-1)?.end ?? 0) : 0, row + heldBack)
  const inflated = await inflateSome(image, most)
  const whole = isInterlaced ? (allPasses.at(-1)?.end ?? 0) : height * row
  const isLost = (isCorrupt || inflated.isCorrupt) && inflated.bytes.length < whole
  if (inflated.bytes.length - (isLost ? heldBack : 0) < row) return undefined
  return isInterlaced ? passAlone({ header, before, passes, rows: inflated.bytes }) : bytes
}

interface Readable {
  header: Buffer | undefined
  /** What stands before the pixels and says how to read them. */
  before: Buffer[]
  image: Buffer
  isCorrupt: boolean
}

function readChunks(bytes: Buffer): Readable {
  const readable: Chunk[] = []
  let last: Chunk | undefined
  for (const chunk of chunksOf(bytes)) {
    last = chunk
    if (chunk.state !== 'corrupt' || chunk.type === 'IDAT') readable.push(chunk)
    if (chunk.state === 'corrupt' || readable.length === maxChunks) break
  }
  const header = readable.find(({ type, data }) => type === 'IHDR' && data.length === 13)?.data
  const image = Buffer.concat(readable.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  const before = readable.filter(({ type, state }) => state === 'sound' && !/^(IHDR|IDAT|IEND)$/.test(type))
  return { header, image, before: before.map(({ whole }) => whole), isCorrupt: last?.state === 'corrupt' }
}

function passAlone({
  header,
  before,
  passes,
  rows,
}: {
  header: Buffer
  before: Buffer[]
  passes: Pass[]
  rows: Buffer
}) {
  const pass = passes.findLast(({ end }) => end <= rows.length) ?? (passes[0] as Pass)
  const filled = Buffer.alloc(pass.end - pass.start)
  rows.copy(filled, 0, pass.start, pass.end)
  const plain = Buffer.from(header)
  plain.writeUInt32BE(pass.width, 0)
  plain.writeUInt32BE(pass.height, 4)
  plain.writeUInt8(0, 12)
  const image = [makeChunk('IHDR', plain), ...before, makeChunk('IDAT', deflateSync(filled, { level: 1 }))]
  return Buffer.concat([signature, ...image, makeChunk('IEND', Buffer.alloc(0))])
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
