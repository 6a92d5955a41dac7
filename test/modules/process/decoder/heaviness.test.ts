import sharp from 'sharp'
import t from 'tap'
import type { Format } from '#catalog'
import { answerTo } from '../../../../src/modules/process/decoder/answer-to.ts'

const limits = { maxPixels: 50_000_000, minWidth: 2, minHeight: 2 }

function flat(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#369' } })
}

const large = () => flat(6000, 5000)

/** Black and white, all of it black. */
function bitmapOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(62)
  header.write('BM')
  header.writeUInt32LE(62, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(width, 18)
  header.writeInt32LE(height, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(1, 28)
  return Buffer.concat([header, Buffer.alloc(Math.ceil(width / 32) * 4 * height)])
}

/** Of 30 megapixels, flat, so that the files are small. */
const cases: [name: string, format: Format, bytes: () => Promise<Buffer>, isHeavy: boolean][] = [
  ['a JPEG, row by row', 'jpeg', () => large().jpeg().toBuffer(), false],
  ['a progressive JPEG', 'jpeg', () => large().jpeg({ progressive: true }).toBuffer(), true],
  ['a PNG, row by row', 'png', () => large().png().toBuffer(), false],
  ['an interlaced PNG', 'png', () => large().png({ progressive: true }).toBuffer(), true],
  ['a WebP', 'webp', () => large().webp().toBuffer(), true],
  ['a BMP of one bit a pixel', 'bmp', async () => bitmapOf(6000, 5000), true],
  ['a small BMP', 'bmp', async () => bitmapOf(600, 500), false],
  ['a small interlaced PNG', 'png', () => flat(600, 500).png({ progressive: true }).toBuffer(), false],
]

for (const [name, format, make, isHeavy] of cases) {
  t.test(`heaviness: ${name}`, async (t) => {
    const bytes = await make()
    t.equal((await answerTo({ ...limits, bytes, format })).verdict, isHeavy ? 'heavy' : 'decoded')
    t.match(await answerTo({ ...limits, bytes, format, mayBeHeavy: true }), { verdict: 'decoded' })
    const preview = { task: 'preview', bytes, format, maxPixels: limits.maxPixels } as const
    t.equal((await answerTo(preview)).verdict, isHeavy ? 'heavy' : 'previewed')
  })
}
