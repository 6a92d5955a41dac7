import { createHash } from 'node:crypto'
import sharp, { type Metadata } from 'sharp'
import t from 'tap'
import type { Format } from '#catalog'
import { decodePreview } from '../../../../src/modules/process/decoder/preview.ts'
import { picture } from '../../../support/pictures.ts'

function ask(bytes: Buffer, format: Format, maxPixels = 50_000_000) {
  return decodePreview({ task: 'preview', bytes, format, maxPixels })
}

async function preview(bytes: Buffer, format: Format): Promise<{ bytes: Buffer; digest: string; shape: Metadata }> {
  const answer = await ask(bytes, format)
  if (answer.verdict !== 'previewed') throw new Error(answer.reason)
  return { ...answer.preview, shape: await sharp(answer.preview.bytes).metadata() }
}

/** Red, green and blue of one pixel. */
async function colorAt(bytes: Buffer, left: number, top: number): Promise<number[]> {
  return [...(await sharp(bytes).removeAlpha().extract({ left, top, width: 1, height: 1 }).raw().toBuffer())]
}

for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const) {
  t.test(`preview: ${format}`, async (t) => {
    const { bytes, digest, shape } = await preview(
      await (await picture(2000, 1500)).toFormat(format).toBuffer(),
      format,
    )
    t.match(shape, { format: 'webp', width: 1600, height: 1200 })
    t.equal(digest, createHash('sha256').update(bytes).digest('hex'))
  })
}

t.test('preview: upright, for every EXIF orientation', async (t) => {
  const dark = await sharp({ create: { width: 1800, height: 900, channels: 3, background: '#000' } })
    .composite([{ input: { create: { width: 900, height: 450, channels: 3, background: '#fff' } }, left: 0, top: 0 }])
    .jpeg()
    .toBuffer()
  // Where the light quarter, at the top left of the file, is to be seen (Exif 2.32, table of orientations).
  const corners = ['top left', 'top right', 'bottom right', 'bottom left', 'top left', 'top right', 'bottom right']
  for (const [index, corner] of [...corners, 'bottom left'].entries()) {
    const orientation = index + 1
    const { bytes, shape } = await preview(await sharp(dark).withMetadata({ orientation }).toBuffer(), 'jpeg')
    const [width, height] = orientation > 4 ? [800, 1600] : [1600, 800]
    t.match(shape, { width, height, orientation: undefined }, `orientation ${orientation}`)
    const left = corner.endsWith('left') ? 50 : width - 50
    const top = corner.startsWith('top') ? 50 : height - 50
    t.ok(((await colorAt(bytes, left, top))[0] ?? 0) > 240, `orientation ${orientation}: ${corner}`)
  }
})

t.test('preview: what fits is not made larger', async (t) => {
  t.match((await preview(await (await picture(40, 30)).png().toBuffer(), 'png')).shape, { width: 40, height: 30 })
  t.match((await preview(await (await picture(1, 9000)).png().toBuffer(), 'png')).shape, { width: 1, height: 1600 })
})

t.test('preview: SVG is drawn within the side, whatever size it names', async (t) => {
  const svg = (size: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 2 1"><circle r="1" fill="teal"/></svg>`)
  for (const size of ['', 'width="20" height="10"', 'width="1000000" height="500000"']) {
    t.match((await preview(svg(size), 'svg')).shape, { width: 1600, height: 800, hasAlpha: true }, size)
  }
})

t.test('preview: 16 bit, grey, palette, alpha', async (t) => {
  const green = sharp({ create: { width: 60, height: 40, channels: 3, background: '#20a040' } })
  const sources: [string, Format, Buffer][] = [
    ['16 bit', 'png', await green.clone().toColourspace('rgb16').png().toBuffer()],
    ['palette', 'png', await green.clone().png({ palette: true }).toBuffer()],
  ]
  for (const [name, format, source] of sources) {
    const { bytes, shape } = await preview(source, format)
    t.match(shape, { space: 'srgb', hasAlpha: false }, name)
    const [red = 0, middle = 0, blue = 0] = await colorAt(bytes, 30, 20)
    t.ok(Math.abs(red - 0x20) < 40 && Math.abs(middle - 0xa0) < 40 && Math.abs(blue - 0x40) < 40, name)
  }
  t.match((await preview(await (await picture()).greyscale().png().toBuffer(), 'png')).shape, { width: 400 })
  const translucent = await (await picture()).ensureAlpha(0.5).png().toBuffer()
  t.match((await preview(translucent, 'png')).shape, { hasAlpha: true })
})

t.test('preview: of an animation its first frame', async (t) => {
  const raw = { width: 40, height: 90, channels: 3, pageHeight: 30 } as const
  const data = Buffer.from(Array.from({ length: 40 * 90 * 3 }, (_, at) => Math.floor(at / 3600) * 100))
  for (const format of ['gif', 'webp'] as const) {
    const { bytes, shape } = await preview(await sharp(data, { raw }).toFormat(format).toBuffer(), format)
    t.match(shape, { width: 40, height: 30, pages: undefined }, format)
    t.strictSame(await colorAt(bytes, 20, 15), [0, 0, 0], format)
  }
})

t.test('preview: what is cut short is shown as far as it goes', async (t) => {
  const bytes = await (await picture(1800, 1200)).jpeg().toBuffer()
  t.match((await preview(bytes.subarray(0, bytes.length / 2), 'jpeg')).shape, { width: 1600, height: 1067 })
})

t.test('preview: what cannot be read is broken, in words', async (t) => {
  const bytes = await (await picture()).png().toBuffer()
  t.match(await ask(bytes.subarray(0, 20), 'png'), {
    verdict: 'broken',
    reason: /^The PNG image cannot be read: .+\.$/,
  })
  t.match(await ask(bytes, 'png', 1000), { verdict: 'broken', reason: /at most 1000 pixels/ })
})
