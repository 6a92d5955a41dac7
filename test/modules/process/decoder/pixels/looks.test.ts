import sharp from 'sharp'
import t from 'tap'
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from 'thumbhash'
import { looksOf } from '../../../../../src/modules/process/decoder/pixels/looks.ts'
import { resample } from '../../../../../src/modules/process/decoder/pixels/resample.ts'
import type { Pixels } from '../../../../../src/modules/process/decoder/pixels/types.ts'
import { picture } from '../../../../support/pictures.ts'

const flat = (colour: number[], width = 40, height = 20): Pixels => ({
  data: Uint8Array.from({ length: width * height * colour.length }, (_, at) => colour[at % colour.length] ?? 0),
  width,
  height,
  channels: colour.length === 4 ? 4 : 3,
})

async function pixelsOf(bytes: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(bytes)
    .resize(320, 320, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: 3 }
}

function distance(one: string | null, other: string | null): number {
  const bits = (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2)
  return bits.replaceAll('0', '').length
}

t.test('resample: averages the area, whole or in part', async (t) => {
  const line: Pixels = { data: Uint8Array.from([0, 0, 0, 90, 90, 90, 240, 240, 240]), width: 3, height: 1, channels: 3 }
  t.same([...resample(line, 1, 1).data], [110, 110, 110, 255])
  t.same([...resample(line, 2, 1).data], [30, 30, 30, 255, 190, 190, 190, 255])
  t.equal(resample(line, 7, 5).data.length, 7 * 5 * 4)
})

t.test('resample: colours that cannot be seen do not count', async (t) => {
  const half: Pixels = { data: Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 0]), width: 2, height: 1, channels: 4 }
  t.same([...resample(half, 1, 1).data], [255, 0, 0, 128])
})

t.test('looksOf: a flat picture has a colour and no perceptual hash', async (t) => {
  t.match(looksOf(flat([18, 52, 86])), { color: '#123456', phash: null })
  t.match(looksOf(flat([18, 52, 86, 0])), { color: '#ffffff', phash: null })
  t.match(looksOf(flat([18, 52, 86, 255], 1, 1)), { color: '#123456', phash: null })
})

t.test('looksOf: the placeholder keeps shape and colour', async (t) => {
  const hash = Buffer.from(looksOf(flat([255, 0, 0], 320, 160)).thumbhash ?? '', 'base64')
  t.ok(Math.abs(thumbHashToApproximateAspectRatio(hash) - 2) < 0.5)
  t.ok(thumbHashToAverageRGBA(hash).r > 0.9)
})

t.test('looksOf: the perceptual hash survives size and compression, and tells pictures apart', async (t) => {
  const original = await (await picture(800, 600)).png().toBuffer()
  const copy = await sharp(original).resize(500).jpeg({ quality: 40 }).toBuffer()
  const other = await (await picture(800, 600)).png().toBuffer()
  const [a, b, c] = await Promise.all(
    [original, copy, other].map(async (bytes) => looksOf(await pixelsOf(bytes)).phash),
  )
  t.match(a, /^[0-9a-f]{16}$/)
  t.ok(distance(a ?? '', b ?? '') <= 4)
  t.ok(distance(a ?? '', c ?? '') > 12)
})
