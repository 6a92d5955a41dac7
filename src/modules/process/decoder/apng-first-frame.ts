/** Animated PNG whose own picture is for programs without animations only: no `fcTL` stands before it, and browsers never show it. */
import { chunks } from './apng.ts'
import { makeChunk } from './damage/png-chunks.ts'

/** Writers make a few chunks a frame: far more of them than this are there to fill the memory. */
const maxChunks = 65_536

const framing = ['acTL', 'fcTL', 'fdAT', 'IDAT', 'IEND']
const signatureBytes = 8
const sequenceBytes = 4

/** The file with its first frame as its own picture; the file itself where that is the case, or where the frame is a part of it. */
export function showFirstFrame(png: Buffer): Buffer {
  if (!hidesPicture(png)) return png
  const frame = firstFrame(png)
  if (!frame) return png
  const end = chunks(png).some(({ type }) => type === 'IEND') ? [makeChunk('IEND', Buffer.alloc(0))] : []
  return Buffer.concat([png.subarray(0, signatureBytes), ...frame.beside, makeChunk('IDAT', frame.data), ...end])
}

function hidesPicture(png: Buffer): boolean {
  let isAnimated = false
  for (const { type, data } of chunks(png)) {
    if (type === 'IDAT') return isAnimated
    if (type === 'fcTL') return false
    isAnimated ||= type === 'acTL' && data.length >= 4 && data.readUInt32BE(0) > 0
  }
  return false
}

/** What says how to read it, and its data. */
function firstFrame(png: Buffer): { beside: Buffer[]; data: Buffer } | undefined {
  const [header, ...rest] = chunks(png).take(maxChunks).toArray()
  const start = rest.findIndex(({ type }) => type === 'fcTL')
  const isWhole = rest[start]?.data.subarray(4, 20).equals(Buffer.concat([sizeOf(header), Buffer.alloc(8)]))
  if (!header || !isWhole) return undefined
  const after = rest.slice(start + 1)
  const end = after.findIndex(({ type }) => type === 'fcTL')
  const parts = after.slice(0, end < 0 ? undefined : end).filter(({ type }) => type === 'fdAT')
  if (parts.length === 0) return undefined
  const beside = [header, ...rest.filter(({ type }) => !framing.includes(type))]
  return {
    beside: beside.map(({ type, data }) => makeChunk(type, data)),
    data: Buffer.concat(parts.map(({ data }) => data.subarray(sequenceBytes))),
  }
}

function sizeOf(header: { data: Buffer } | undefined): Buffer {
  return header?.data.subarray(0, 8) ?? Buffer.alloc(0)
}
