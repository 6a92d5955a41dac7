/** The quality of a JPEG, from its quantisation tables. */
import t from 'tap'
import { jpegQuality } from '../../../../../src/modules/process/decoder/metadata/jpeg-quality.ts'
import { plainPicture } from '../../../../support/metadata.ts'
import { createRandom } from '../../../../support/random.ts'

t.test('jpegQuality: as it was encoded', async (t) => {
  for (const quality of [1, 5, 10, 30, 49, 50, 51, 75, 80, 90, 95, 99, 100]) {
    for (const progressive of [false, true]) {
      const bytes = await plainPicture().jpeg({ quality, progressive, chromaSubsampling: '4:4:4' }).toBuffer()
      t.equal(jpegQuality(bytes), quality, `${quality}`)
    }
  }
})

t.test('jpegQuality: tables that are not of the standard are near to one', async (t) => {
  for (const quantisationTable of [2, 3, 5]) {
    const qualities = [20, 50, 80, 95].map(async (quality) =>
      jpegQuality(await plainPicture().jpeg({ quality, quantisationTable }).toBuffer()),
    )
    const found = await Promise.all(qualities)
    t.strictSame(
      found.toSorted((a, b) => Number(a) - Number(b)),
      found,
      'the finer, the higher',
    )
  }
})

function segment(code: number, body: number[]): number[] {
  return [0xff, code, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]
}

const table = (kind: number, step: number[]) => [kind, ...Array.from({ length: 64 }, () => step).flat()]
const frame = (id: number) => segment(0xc0, [8, 0, 9, 0, 9, 1, 1, 0x11, id])

t.test('jpegQuality: the table that the first component names, wherever it is defined', async (t) => {
  const both = segment(0xdb, [...table(0, [255]), ...table(1, [1])])
  t.equal(jpegQuality(Buffer.from([0xff, 0xd8, ...both, ...frame(1)])), 100)
  t.equal(jpegQuality(Buffer.from([0xff, 0xd8, ...frame(0), ...both])), 1)
  t.equal(
    jpegQuality(Buffer.from([0xff, 0xd8, 0xff, ...segment(0xdb, table(0x10, [0, 1])), ...frame(0)])),
    100,
    '16 bits',
  )
  t.equal(jpegQuality(Buffer.from([0xff, 0xd8, ...both, ...frame(3)])), null)
  t.equal(jpegQuality(Buffer.from([0xff, 0xd8, ...segment(0xdb, [0, 1, 2])])), null)
  t.equal(jpegQuality(Buffer.alloc(0)), null)
})

t.test('jpegQuality: whatever the bytes are, a quality or none', async (t) => {
  const random = createRandom(4)
  const bytes = await plainPicture().jpeg().toBuffer()
  for (let round = 0; round < 2000; round++) {
    const bad = Buffer.from(bytes.subarray(0, random.integer(bytes.length)))
    for (let flip = 0; flip < 5 && bad.length > 2; flip++) bad[2 + random.integer(bad.length - 2)] = random.integer(256)
    const quality = jpegQuality(bad) ?? 1
    if (quality < 1 || quality > 100) t.fail(`${quality}`)
  }
  t.pass('none failed')
})
