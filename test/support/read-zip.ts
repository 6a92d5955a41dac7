/** Reads a ZIP by the letter of its format, from its end; throws at whatever is not as it should be. */
import assert from 'node:assert/strict'
import { crc32 } from 'node:zlib'

export interface ReadZip {
  files: { name: string; bytes: Buffer }[]
  isZip64: boolean
}

export function readZip(zip: Buffer): ReadZip {
  const at = zip.length - 22
  assert.equal(zip.readUInt32LE(at), 0x06054b50, 'it ends in its last record')
  const short = {
    files: zip.readUInt16LE(at + 10),
    bytes: zip.readUInt32LE(at + 12),
    offset: zip.readUInt32LE(at + 16),
  }
  const isZip64 = short.files === 0xffff || short.bytes === 0xffffffff || short.offset === 0xffffffff
  const end = isZip64 ? readZip64End(zip, at) : { ...short, at }
  assert.equal(end.offset + end.bytes, end.at, 'nothing is between directory and end')
  const files: ReadZip['files'] = []
  let header = end.offset
  let next = 0
  for (let count = 0; count < end.files; count++) {
    const entry = readEntry(zip, header)
    assert.equal(entry.offset, next, 'file after file, nothing between them')
    const file = readFile(zip, entry)
    files.push({ name: entry.name.toString(), bytes: file.bytes })
    header += entry.length
    next = file.end
  }
  assert.equal(header, end.offset + end.bytes)
  assert.equal(next, end.offset)
  return { files, isZip64 }
}

function readZip64End(zip: Buffer, end: number) {
  const locator = end - 20
  assert.equal(zip.readUInt32LE(locator), 0x07064b50)
  const at = Number(zip.readBigUInt64LE(locator + 8))
  assert.equal(at, locator - 56)
  assert.equal(zip.readUInt32LE(at), 0x06064b50)
  assert.equal(zip.readBigUInt64LE(at + 4), 44n)
  const [here, files, bytes, offset] = [24, 32, 40, 48].map((field) => Number(zip.readBigUInt64LE(at + field)))
  assert.equal(here, files)
  return { files: Number(files), bytes: Number(bytes), offset: Number(offset), at }
}

function readEntry(zip: Buffer, at: number) {
  assert.equal(zip.readUInt32LE(at), 0x02014b50)
  const common = zip.subarray(at + 6, at + 28)
  const nameLength = zip.readUInt16LE(at + 28)
  const extraLength = zip.readUInt16LE(at + 30)
  assert.equal(zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24), 'it is stored')
  const name = zip.subarray(at + 46, at + 46 + nameLength)
  const extra = zip.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
  let size = zip.readUInt32LE(at + 24)
  let offset = zip.readUInt32LE(at + 42)
  if (extra.length > 0) {
    assert.equal(extra.readUInt16LE(0), 1)
    let field = 4
    if (size === 0xffffffff) {
      size = Number(extra.readBigUInt64LE(field))
      field += 16
    }
    if (offset === 0xffffffff) offset = Number(extra.readBigUInt64LE(field))
  }
  return { name, common, size, offset, length: 46 + nameLength + extraLength }
}

function readFile(zip: Buffer, { name, common, size, offset }: ReturnType<typeof readEntry>) {
  assert.equal(zip.readUInt32LE(offset), 0x04034b50)
  assert.equal(zip.readUInt16LE(offset + 6) & 0x0800, 0x0800, 'its name is in UTF-8')
  assert.deepEqual(zip.subarray(offset + 6, offset + 26), common.subarray(2), 'both headers say the same')
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  assert.deepEqual(zip.subarray(offset + 30, offset + 30 + name.length), name)
  const bytes = zip.subarray(start, start + size)
  assert.equal(crc32(bytes), zip.readUInt32LE(offset + 14))
  return { bytes, end: start + size }
}
