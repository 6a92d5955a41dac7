/** HEIF (ISO/IEC 23008-12): the size of the primary item, turned and cut as its properties say. */
import { type Box, boxesOf, findBox } from './boxes.ts'
import type { HeaderFacts } from './types.ts'

const nothing = Buffer.alloc(0)

/** An index has no more bits than that. */
const maxProperties = 0x7fff

export function readHeif(bytes: Buffer): HeaderFacts {
  const items = findBox(bytes, 'meta')?.subarray(4) ?? nothing
  const properties = findBox(items, 'iprp') ?? nothing
  const all = boxesOf(findBox(properties, 'ipco') ?? nothing)
    .take(maxProperties)
    .toArray()
  const own = indexesOf(properties, primaryOf(items)).map((index) => all[index - 1])
  // Without a primary item with properties, what is the first of its kind is most likely its own.
  const shape = own.length > 0 ? own : ['ispe', 'clap', 'irot'].map((type) => all.find((box) => box.type === type))
  return { ...sizeOf(shape), alpha: all.some(isAlpha) }
}

/** The properties change the picture one after the other. A grid has a size of its own, apart from that of its tiles. */
function sizeOf(properties: (Box | undefined)[]): { width: number; height: number } {
  let size = { width: 0, height: 0 }
  for (const { type, data } of properties.filter((box) => box !== undefined)) {
    if (type === 'ispe') size = { width: data.readUInt32BE(4), height: data.readUInt32BE(8) }
    if (type === 'clap') size = { width: fraction(data, 0), height: fraction(data, 8) }
    if (type === 'irot' && data.readUInt8(0) & 1) size = { width: size.height, height: size.width }
  }
  return size
}

function fraction(data: Buffer, at: number): number {
  return Math.round(data.readUInt32BE(at) / Math.max(1, data.readUInt32BE(at + 4)))
}

function primaryOf(items: Buffer): number | undefined {
  const primary = findBox(items, 'pitm')
  if (!primary) return undefined
  return primary.readUInt8(0) === 0 ? primary.readUInt16BE(4) : primary.readUInt32BE(4)
}

/** The properties of an item, counted from 1. */
function indexesOf(properties: Buffer, item: number | undefined): number[] {
  for (const { type, data } of boxesOf(properties)) {
    const indexes = type === 'ipma' ? associated(data, item) : undefined
    if (indexes) return indexes
  }
  return []
}

/** Numbers of items are wide from version 1 on, and those of properties with the first flag. */
function associated(data: Buffer, item: number | undefined): number[] | undefined {
  const idBytes = data.readUInt8(0) < 1 ? 2 : 4
  const indexBytes = data.readUInt8(3) & 1 ? 2 : 1
  let at = 8
  for (let left = data.readUInt32BE(4); left > 0; left--) {
    const id = data.readUIntBE(at, idBytes)
    const count = data.readUInt8(at + idBytes)
    at += idBytes + 1
    if (id === item) return indexes(data, at, count, indexBytes)
    at += count * indexBytes
  }
  return undefined
}

/** The highest bit says whether the property is essential. */
function indexes(data: Buffer, start: number, count: number, bytes: number): number[] {
  return Array.from(
    { length: count },
    (_, n) => data.readUIntBE(start + n * bytes, bytes) & (bytes === 1 ? 0x7f : 0x7fff),
  )
}

function isAlpha({ type, data }: Box): boolean {
  return type === 'auxC' && /auxid:1\0|auxiliary:alpha/.test(data.toString('latin1', 4, 100))
}
