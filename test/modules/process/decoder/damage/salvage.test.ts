import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import type { Format } from '#catalog'
import { isCut } from '../../../../../src/modules/process/decoder/damage/is-cut.ts'
import { mendPng } from '../../../../../src/modules/process/decoder/damage/mend-png.ts'
import { mendWebp } from '../../../../../src/modules/process/decoder/damage/mend-webp.ts'
import { chunksOf, makeChunk } from '../../../../../src/modules/process/decoder/damage/png-chunks.ts'
import { passesOf } from '../../../../../src/modules/process/decoder/damage/png-passes.ts'
import { decode } from '../../../../../src/modules/process/decoder/decode.ts'
import type { DecodedImage } from '../../../../../src/modules/process/decoder/messages.ts'
import { madeThumbnail } from '../../../../support/made-thumbnail.ts'
import { photo } from '../../../../support/photos.ts'

const limits = { maxPixels: 1_000_000, minWidth: 2, minHeight: 2 }

async function damaged(t: Test, bytes: Buffer, format: Format) {
  const decoded = await decode({ ...limits, bytes, format })
  t.match(decoded, { verdict: 'decoded', facts: { damaged: true } })
  return sharp(madeThumbnail(decoded as DecodedImage).bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
}

t.test('salvage: a coarse pass of an interlaced PNG is the whole picture', async (t) => {
  const still = sharp(await photo(2, { width: 301, height: 199, format: 'png' }))
  const bytes = await still.clone().png({ progressive: true }).toBuffer()
  const whole = await still.removeAlpha().raw().toBuffer()
  for (const share of [0.2, 0.5, 0.95]) {
    const { data, info } = await damaged(t, bytes.subarray(0, bytes.length * share), 'png')
    t.match(info, { width: 301, height: 199 })
    const difference = data.reduce((sum, value, at) => sum + Math.abs(value - (whole[at] ?? 0)), 0) / data.length
    t.ok(difference < 12, `${share}: ${difference}`)
  }
})

t.test('salvage: a picture without its end is shown, and damaged', async (t) => {
  const bytes = await photo(3, { width: 60, height: 40, format: 'png' })
  const gif = await sharp(bytes).gif().toBuffer()
  await damaged(t, bytes.subarray(0, -4), 'png')
  await damaged(t, gif.subarray(0, -1), 'gif')
})

t.test('salvage: a small PNG with all of its data is shown whole, whatever its checksums say', async (t) => {
  for (const progressive of [false, true]) {
    const bytes = await sharp(await photo(3, { width: 60, height: 40, format: 'png' }))
      .png({ progressive })
      .toBuffer()
    const { data: whole } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const [image, ...more] = chunksOf(bytes).filter(({ type }) => type === 'IDAT')
    t.equal(more.length, 0)
    const start = bytes.indexOf('IDAT')
    const end = start + 4 + (image?.data.length ?? 0)
    const ofChunk = Buffer.from(bytes).fill(0, end, end + 4)
    const ofData = Buffer.from(bytes).fill(0, end - 4, end)
    ofData.writeUInt32BE(crc32(ofData.subarray(start, end)), end)
    for (const wrong of [ofChunk, ofData]) {
      const { data } = await damaged(t, wrong, 'png')
      const difference = data.reduce((sum, value, at) => sum + Math.abs(value - (whole[at] ?? 0)), 0) / data.length
      t.ok(difference < (progressive ? 30 : 8), `${difference}`)
    }
  }
})

t.test('mendPng: nothing before the first row, no header, no such colours: nothing to show', async (t) => {
  const bytes = await photo(3, { width: 60, height: 40, format: 'png' })
  const start = bytes.indexOf('IDAT')
  for (const length of [0, 8, 20, 40, start, start + 8]) t.equal(await mendPng(bytes.subarray(0, length)), undefined)
  const odd = Buffer.from(bytes)
  odd.writeUInt8(5, 25)
  odd.writeUInt32BE(crc32(odd.subarray(12, 29)), 29)
  t.equal(await mendPng(odd), undefined)
})

t.test('mendPng: what unfolds to a thousand times its size is read as far as it is needed', async (t) => {
  const header = Buffer.from('\0\0\0\x09\0\0\0\x09\x08\x02\0\0\x01', 'latin1')
  const image = makeChunk('IDAT', deflateSync(Buffer.alloc(50_000_000)))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  const mended = await mendPng(Buffer.concat([signature, makeChunk('IHDR', header), image]))
  t.match(await sharp(mended).metadata(), { width: 4, height: 5 })
})

t.test('chunksOf: the lengths of chunks may lie', async (t) => {
  const lying = Buffer.concat([Buffer.alloc(8), Buffer.from('\xff\xff\xff\xffIDATabc', 'latin1')])
  t.match([...chunksOf(lying)], [{ type: 'IDAT', state: 'cut', data: Buffer.from('abc') }])
})

t.test('passesOf: small pictures lack some', async (t) => {
  t.same(passesOf(1, 1, 8), [{ width: 1, height: 1, start: 0, end: 2 }])
  t.equal(passesOf(9, 9, 1).length, 7)
  t.same(passesOf(3, 1, 1), [
    { width: 1, height: 1, start: 0, end: 2 },
    { width: 1, height: 1, start: 2, end: 4 },
    { width: 1, height: 1, start: 4, end: 6 },
  ])
})

t.test('isCut: whole, cut, and with something behind', async (t) => {
  const bytes = await sharp(await photo(4, { width: 60, height: 40 }))
    .gif()
    .toBuffer()
  t.notOk(isCut(bytes, 'gif'))
  t.notOk(isCut(Buffer.concat([bytes, Buffer.from('<html>')]), 'gif'))
  for (const length of [0, 6, 13, 40, bytes.length - 1]) t.ok(isCut(bytes.subarray(0, length), 'gif'), String(length))
})

t.test('mendWebp: never throws for what the bytes are', async (t) => {
  const bytes = await photo(4, { width: 60, height: 40, format: 'webp' })
  t.ok(mendWebp(bytes))
  for (let length = 12; length < bytes.length; length++) t.equal(mendWebp(bytes.subarray(0, length)), undefined)
  t.equal(mendWebp(await sharp(bytes).webp({ lossless: true }).toBuffer()), undefined)
})
