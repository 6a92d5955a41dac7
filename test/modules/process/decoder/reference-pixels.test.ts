/** Thumbnails beside the pixels that Chromium draws of the same bytes at the same size. */

import sharp, { type Sharp } from 'sharp'
import t, { type Test } from 'tap'
import type { Format } from '#catalog'
import { makeChunk } from '../../../../src/modules/process/decoder/damage/png-chunks.ts'
import { decode } from '../../../../src/modules/process/decoder/decode.ts'
import { animatedPng } from '../../../support/animated-png.ts'
import type { Eye, Seen } from '../../../support/eye.ts'
import { openEye } from '../../../support/eye.ts'
import { partialGif, partialWebp } from '../../../support/films.ts'
import { uint16, uint32 } from '../../../support/headers.ts'
import { madeThumbnail } from '../../../support/made-thumbnail.ts'
import { withSegment } from '../../../support/metadata.ts'
import { photo } from '../../../support/photos.ts'

/** Mean difference of a channel, of 255: what the two resizings and the WebP of the thumbnail make. */
const tolerated = 3

/** What the eye is shown is the same picture, in the same bytes unless others are given. */
type Sample = [name: string, format: Format, bytes: Buffer, tolerated?: number, shown?: Buffer]

async function thumbnailOf(bytes: Buffer, format: Format) {
  const answer = await decode({ bytes, format, maxPixels: 10_000_000, minWidth: 2, minHeight: 2 })
  if (answer.verdict !== 'decoded') throw new Error(JSON.stringify(answer))
  const { data, info } = await sharp(madeThumbnail(answer).bytes)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return { facts: answer.facts, size: { width, height }, pixels: data }
}

/** The greatest of the mean differences of red, green, blue, as they are upon white, and alpha. */
function difference(one: Buffer, other: Buffer): number {
  const sums = [0, 0, 0, 0]
  const value = (pixels: Buffer, at: number) => {
    const alpha = pixels[at | 3] as number
    return (at & 3) === 3 ? alpha : 255 + (((pixels[at] as number) - 255) * alpha) / 255
  }
  for (let at = 0; at < one.length; at++)
    sums[at & 3] = (sums[at & 3] ?? 0) + Math.abs(value(one, at) - value(other, at))
  return (Math.max(...sums) * 4) / one.length
}

async function compare(
  t: Test,
  eye: Eye,
  [name, format, bytes, most = tolerated, shown = bytes]: Sample,
): Promise<void> {
  const { facts, size, pixels } = await thumbnailOf(bytes, format)
  const seen: Seen = await eye.look(shown, size, format === 'svg' ? 'image/svg+xml' : '')
  t.same([facts.width, facts.height], [seen.width, seen.height], `${name}: size`)
  const differing = difference(pixels, seen.pixels)
  t.ok(differing <= most, `${name}: ${differing.toFixed(1)}`)
}

const source = async () => sharp(await photo(1, { width: 400, height: 300, format: 'png' }))

/** Fades from the left, where nothing is seen, to the right. */
async function fading(): Promise<Sharp> {
  const { data, info } = await (await source()).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  for (let at = 3; at < data.length; at += 4) data[at] = Math.round((((at >> 2) % width) / width) * 255)
  return sharp(
    await sharp(data, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer(),
  )
}

/** Either seen or not. */
async function holed(): Promise<Sharp> {
  const { data, info } = await (await fading()).raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  for (let at = 3; at < data.length; at += 4) data[at] = (data[at] as number) < 128 ? 0 : 255
  return sharp(
    await sharp(data, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer(),
  )
}

/** The body of a segment with the profile of a screen. */
async function profileSegment(): Promise<Buffer> {
  const png = await (await source()).withIccProfile('p3').png().toBuffer()
  const { icc } = await sharp(png).metadata()
  return Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01'), icc as Buffer])
}

t.test('reference pixels: EXIF orientation', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  const upright = await source()
  for (let orientation = 1; orientation <= 8; orientation++) {
    const turned = upright.clone().withMetadata({ orientation })
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const bytes = await turned.clone().toFormat(format, { effort: 2 }).toBuffer()
      await compare(t, eye, [`${format}, orientation ${orientation}`, format, bytes])
    }
  }
})

t.test('reference pixels: EXIF orientation that is no one short number', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  const upright = await (await source()).jpeg().toBuffer()
  const [byte, short, long] = [1, 3, 4] as const
  const kinds = [
    [short, 1, [6, 0]],
    [short, 2, [6, 6]],
    [byte, 1, [0x600, 0]],
    [long, 1, [0, 6]],
  ] as const
  for (const [type, count, value] of kinds) {
    const directory = [Buffer.from('Exif\0\0MM\0*'), uint32(8), uint16(1, 0x112, type), uint32(count)]
    const exif = Buffer.concat([...directory, uint16(...value), uint32(0)])
    await compare(t, eye, [`type ${type}, ${count} of it`, 'jpeg', withSegment(upright, 0xe1, exif)])
  }
})

t.test('reference pixels: colours', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  const still = await source()
  const large = sharp(await photo(7, { width: 2000, height: 1400, format: 'png' }))
  const inks = still.clone().toColourspace('cmyk')
  const samples: Sample[] = [
    ['JPEG, CMYK', 'jpeg', await inks.clone().jpeg().toBuffer()],
    // How the profile is interpolated is left to the reader.
    ['JPEG, CMYK with a profile', 'jpeg', await inks.clone().jpeg().withIccProfile('cmyk').toBuffer(), 10],
    [
      'JPEG, CMYK with a profile of red, green and blue',
      'jpeg',
      withSegment(await inks.clone().jpeg().toBuffer(), 0xe2, await profileSegment()),
    ],
    [
      'JPEG, CMYK, turned',
      'jpeg',
      await inks
        .clone()
        .withExif({ IFD0: { Orientation: '6' } })
        .jpeg()
        .toBuffer(),
    ],
    ['JPEG, grey', 'jpeg', await still.clone().greyscale().jpeg().toBuffer()],
    ['JPEG, progressive', 'jpeg', await still.clone().jpeg({ progressive: true }).toBuffer()],
    ['JPEG, large', 'jpeg', await large.clone().jpeg().toBuffer()],
    ['JPEG, large, Display P3', 'jpeg', await large.clone().withIccProfile('p3').jpeg().toBuffer()],
    ['PNG, 16 bit', 'png', await still.clone().toColourspace('rgb16').png().toBuffer()],
    ['PNG, grey of 16 bit', 'png', await still.clone().toColourspace('grey16').png().toBuffer()],
    ['PNG, palette', 'png', await still.clone().png({ palette: true }).toBuffer()],
    ['PNG, interlaced', 'png', await still.clone().png({ progressive: true }).toBuffer()],
    ['PNG, Display P3', 'png', await still.clone().withIccProfile('p3').png().toBuffer()],
    ['WebP, Display P3', 'webp', await still.clone().withIccProfile('p3').webp().toBuffer()],
    ['AVIF, Display P3', 'avif', await still.clone().withIccProfile('p3').avif({ effort: 2 }).toBuffer()],
  ]
  for (const sample of samples) await compare(t, eye, sample)
})

t.test('reference pixels: the gamma of a PNG', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  const withChunks = (png: Buffer, ...chunks: Buffer[]) =>
    Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])
  const gamma = (value: number) => makeChunk('gAMA', uint32(value))
  const plain = await (await source()).png().toBuffer()
  for (const value of [0, 35_000, 43_500, 45_455, 55_556, 100_000, 250_000])
    await compare(t, eye, [`gAMA ${value}`, 'png', withChunks(plain, gamma(value))])
  const rest = makeChunk('sRGB', Buffer.alloc(1))
  await compare(t, eye, ['gAMA and sRGB', 'png', withChunks(plain, gamma(100_000), rest)])
  const profiled = await (await source()).withIccProfile('p3').png().toBuffer()
  await compare(t, eye, ['gAMA and a profile', 'png', withChunks(profiled, gamma(100_000))])
  const faded = await (await fading()).png().toBuffer()
  await compare(t, eye, ['gAMA and alpha', 'png', withChunks(faded, gamma(70_000))])
  const grey = await (await source()).toColourspace('grey16').png().toBuffer()
  await compare(t, eye, ['gAMA, grey of 16 bits', 'png', withChunks(grey, gamma(70_000))])
})

t.test('reference pixels: alpha', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  const [still, hole] = [await fading(), await holed()]
  const samples: Sample[] = [
    ['PNG', 'png', await still.clone().png().toBuffer()],
    ['PNG, interlaced', 'png', await still.clone().png({ progressive: true }).toBuffer()],
    ['PNG, grey', 'png', await still.clone().greyscale().png().toBuffer()],
    ['PNG, 16 bit', 'png', await still.clone().toColourspace('rgb16').png().toBuffer()],
    ['PNG, palette', 'png', await still.clone().png({ palette: true }).toBuffer()],
    ['WebP', 'webp', await still.clone().webp().toBuffer()],
    ['WebP, lossless', 'webp', await still.clone().webp({ lossless: true }).toBuffer()],
    // Chromium 156.0.8078.108 misreads the alpha of AVIF, even where it is lossless: it looks at the same picture as PNG.
    [
      'AVIF',
      'avif',
      await still.clone().avif({ effort: 2 }).toBuffer(),
      tolerated,
      await still.clone().png().toBuffer(),
    ],
    ['GIF', 'gif', await hole.clone().gif().toBuffer()],
    ['SVG', 'svg', Buffer.from(drawing)],
  ]
  for (const sample of samples) {
    await compare(t, eye, sample)
    t.equal((await thumbnailOf(sample[2], sample[1])).facts.alpha, true, `${sample[0]}: alpha`)
  }
})

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">
  <rect x="40" y="30" width="200" height="99" fill="#c30" opacity=".5"/><circle cx="300" cy="200" r="80" fill="#06c"/>
</svg>`

t.test('reference pixels: the background of an SVG, which its root element names', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  const styles = [
    'background-color: rgb(255, 255, 255);',
    'background:#ffe',
    'background: #fff; background-color: light-dark(#ffcc00, var(--dark-color, #121212)); color-scheme: light dark;',
    'color: red; background: yellow url(#none) !important',
    'background-color: rgba(0, 128, 0, .5)',
    'background: hsl(200 50% 50%); background-color: nonsense',
    'enable-background: new 0 0 40 30; --background: red',
    'background: red; background-color: transparent',
  ]
  for (const style of styles) {
    // Longer than its box is wide: what is beside that has the colour too.
    const named = drawing.replace('height="300"', `height="200" viewBox="0 0 400 300" style="${style}"`)
    await compare(t, eye, [style, 'svg', Buffer.from(named)])
  }
})

t.test('reference pixels: the first frame of an animation, where it lies in the picture', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  await compare(t, eye, ['GIF', 'gif', await partialGif()])
  for (const [x, y] of [
    [30, 35],
    [50, 12],
    [90, 80],
  ])
    await compare(t, eye, [`GIF, its first frame at ${x}, ${y}, beyond its screen`, 'gif', await partialGif(x, y)])
  await compare(t, eye, ['WebP', 'webp', await partialWebp()])
  const photos = [1, 2].map((number) => photo(number, { width: 400, height: 300, format: 'png' }))
  const [one, two] = (await Promise.all(photos)) as [Buffer, Buffer]
  await compare(t, eye, ['PNG', 'png', animatedPng([one], two)])
  const more = animatedPng([one, two, one], two)

  const few = await thumbnailOf(more, 'png')
  t.match(few.facts, { frames: 3, duration: 300, damaged: false })
  t.ok(difference(few.pixels, (await thumbnailOf(one, 'png')).pixels) < 1, 'the first of three frames')
})

t.test('reference pixels: TIFF, which browsers do not show', async (t) => {
  const still = sharp(await photo(5, { width: 300, height: 200, format: 'png' }))
  const known = await still.clone().ensureAlpha().raw().toBuffer()
  const kinds: [name: string, image: Sharp][] = [
    ['plain', still.clone().tiff({ compression: 'lzw' })],
    ['tiled', still.clone().tiff({ tile: true, compression: 'deflate' })],
    ['16 bit', still.clone().toColourspace('rgb16').tiff({ compression: 'none' })],
    ['JPEG inside', still.clone().tiff({ compression: 'jpeg', quality: 95 })],
    ['Display P3', still.clone().withIccProfile('p3').tiff({ compression: 'lzw' })],
  ]
  for (const [name, image] of kinds) {
    const { pixels } = await thumbnailOf(await image.toBuffer(), 'tiff')
    const differing = difference(pixels, known)
    t.ok(differing <= tolerated, `${name}: ${differing.toFixed(1)}`)
  }
})
