/** The records of a ZIP file, also where 32 bits do not do: by their numbers, for nobody wants to wait for so many bytes. */
import t from 'tap'
import { directoryHeader, dosTime, endRecords, localHeader } from '../../../../src/modules/catalog/zip/zip-format.ts'

const giB4 = 2 ** 32
const file = { name: Buffer.from('a.png'), bytes: 5, crc: 0xdeadbeef, time: Date.UTC(2026, 10, 27, 11, 30, 44) }

t.test('a small file: no more than its two headers, its name in UTF-8', async (t) => {
  const header = localHeader(file)
  t.equal(header.toString('hex'), '504b03040a0000080000d65b7b5defbeadde050000000500000005000000612e706e67')
  const entry = directoryHeader(file, giB4 - 2)
  t.equal(entry.length, 46 + 5)
  t.equal(entry.readUInt32LE(42), giB4 - 2)
})

t.test('4 GiB and more: the true sizes stand in 64 bits', async (t) => {
  const large = { ...file, bytes: giB4 - 1 }
  const header = localHeader(large)
  t.equal(header.length, 30 + 5 + 20)
  t.equal(header.readUInt16LE(4), 45)
  t.equal(header.readUInt32LE(18), giB4 - 1)
  t.strictSame(
    [39, 47].map((at) => header.readBigUInt64LE(at)),
    [BigInt(giB4 - 1), BigInt(giB4 - 1)],
  )
  t.equal(localHeader({ ...file, bytes: giB4 - 2 }).length, 30 + 5)
})

t.test('behind 4 GiB: the true offset alone stands in 64 bits; of a large file its sizes too', async (t) => {
  const far = directoryHeader(file, giB4 + 7)
  t.equal(far.length, 46 + 5 + 12)
  t.equal(far.readUInt32LE(24), 5)
  t.equal(far.readUInt32LE(42), giB4 - 1)
  t.equal(far.readBigUInt64LE(46 + 5 + 4), BigInt(giB4 + 7))
  const both = directoryHeader({ ...file, bytes: giB4 * 3 }, giB4 * 2)
  t.equal(both.length, 46 + 5 + 28)
  t.strictSame(
    [4, 12, 20].map((at) => both.readBigUInt64LE(51 + at)),
    [giB4 * 3, giB4 * 3, giB4 * 2].map(BigInt),
  )
})

t.test('the end: in 64 bits from 65,535 files on, or where the directory is far or large', async (t) => {
  const short = { files: 65_534, offset: giB4 - 2, bytes: giB4 - 2 }
  t.equal(endRecords(short).length, 22)
  for (const [name, more] of Object.entries({
    files: { files: 65_535 },
    offset: { offset: giB4 - 1 },
    bytes: { bytes: giB4 - 1 },
  })) {
    const told = { ...short, ...more }
    const end = endRecords(told)
    t.equal(end.length, 56 + 20 + 22, name)
    const fields = [24, 32, 40, 48, 56 + 8].map((at) => Number(end.readBigUInt64LE(at)))
    t.strictSame(fields, [told.files, told.files, told.bytes, told.offset, told.offset + told.bytes], name)
  }
})

t.test('time: UTC, within the years that it can say', async (t) => {
  const year = (time: number) => 1980 + (dosTime(time) >>> 25)
  t.equal(dosTime(file.time), 0x5d7b5bd6)
  t.strictSame([0, Date.UTC(3000, 0)].map(year), [1980, 2107])
})
