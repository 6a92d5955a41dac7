import sharp from 'sharp'
import t from 'tap'
import type { Format } from '#catalog'
import { decode } from '../../../../src/modules/process/decoder/decode.ts'
import type { Broken, Decoded, DecodedImage, DecodeRequest } from '../../../../src/modules/process/decoder/messages.ts'
import { animatedAvif } from '../../../support/films.ts'
import { box } from '../../../support/headers.ts'
import { madeThumbnail } from '../../../support/made-thumbnail.ts'
import { plainPicture } from '../../../support/metadata.ts'
import { lyingPng, picture, pngChunk } from '../../../support/pictures.ts'

function ask(bytes: Buffer, format: Format, limits: Partial<DecodeRequest> = {}): Promise<Decoded> {
  return decode({ bytes, format, maxPixels: 1_000_000, minWidth: 2, minHeight: 2, ...limits })
}

async function decoded(bytes: Buffer, format: Format): Promise<DecodedImage> {
  const answer = await ask(bytes, format)
  if (answer.verdict !== 'decoded') throw new Error(answer.reason)
  return answer
}

for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const) {
  t.test(`decode: ${format}`, async (t) => {
    const image = await decoded(await (await picture()).toFormat(format).toBuffer(), format)
    const { facts } = image
    t.match(facts, { format, width: 400, height: 300, animated: false, frames: 1, damaged: false })
    t.match(facts, { color: /^#[0-9a-f]{6}$/, phash: /^[0-9a-f]{16}$/, thumbhash: /^[\w+/=]{20,}$/ })
    t.match(await sharp(madeThumbnail(image).bytes).metadata(), { format: 'webp', width: 320, height: 240 })
  })
}

t.test('decode: what fits, is light, and is shown by every browser is its own thumbnail', async (t) => {
  const small = (await picture()).resize(100, 75)
  const still = ['jpeg', 'png', 'webp', 'gif'] as const
  for (const format of still) {
    t.match(await decoded(await small.clone().toFormat(format).toBuffer(), format), { thumbnail: 'original' }, format)
  }
  for (const format of ['avif', 'tiff'] as const) {
    madeThumbnail(await decoded(await small.clone().toFormat(format).toBuffer(), format))
  }
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const heavy = sharp({ create: { width: 300, height: 200, channels: 3, background: '#888', noise } }).png()
  madeThumbnail(await decoded(await heavy.toBuffer(), 'png'))
  const cut = (await small.clone().jpeg().toBuffer()).subarray(0, -40)
  const damaged = await decoded(cut, 'jpeg')
  t.match(damaged, { facts: { damaged: true } })
  madeThumbnail(damaged)
})

t.test('decode: width and height are as shown, for every EXIF orientation', async (t) => {
  const upright = (await picture()).jpeg()
  for (let orientation = 1; orientation <= 8; orientation++) {
    const bytes = await upright.clone().withMetadata({ orientation }).toBuffer()
    const image = await decoded(bytes, 'jpeg')
    const { facts } = image
    const shown = orientation > 4 ? [300, 400, 240, 320] : [400, 300, 320, 240]
    const thumb = await sharp(madeThumbnail(image).bytes).metadata()
    t.same([facts.width, facts.height, thumb.width, thumb.height], shown, `orientation ${orientation}`)
  }
})

t.test('decode: CMYK, 16 bit, grey, palette, alpha', async (t) => {
  t.match((await decoded(await (await picture()).toColourspace('cmyk').jpeg().toBuffer(), 'jpeg')).facts, {
    alpha: false,
  })
  t.match((await decoded(await (await picture()).toColourspace('rgb16').png().toBuffer(), 'png')).facts, {
    alpha: false,
  })
  t.match((await decoded(await (await picture()).greyscale().png().toBuffer(), 'png')).facts, { phash: /./ })
  t.match((await decoded(await (await picture()).png({ palette: true }).toBuffer(), 'png')).facts, { width: 400 })
  t.match((await decoded(await (await picture()).ensureAlpha(0.5).greyscale().png().toBuffer(), 'png')).facts, {
    alpha: true,
  })
})

t.test('decode: frames of an animation are counted, the size is that of one', async (t) => {
  const raw = { width: 40, height: 90, channels: 3, pageHeight: 30 } as const
  const data = Buffer.from(Array.from({ length: 40 * 90 * 3 }, (_, at) => Math.floor(at / 3600) * 100))
  for (const format of ['gif', 'webp'] as const) {
    const bytes = await sharp(data, { raw }).toFormat(format).toBuffer()
    t.match((await decoded(bytes, format)).facts, { width: 40, height: 30, frames: 3, animated: true }, format)
  }
})

t.test('decode: an animation says how long it plays, frames that ask for no time as browsers play them', async (t) => {
  const raw = { width: 40, height: 90, channels: 3, pageHeight: 30 } as const
  const data = Buffer.from(Array.from({ length: 40 * 90 * 3 }, (_, at) => Math.floor(at / 3600) * 100))
  for (const format of ['gif', 'webp'] as const) {
    const bytes = await sharp(data, { raw })
      .toFormat(format, { delay: [250, 0, 1000] })
      .toBuffer()
    t.match((await decoded(bytes, format)).facts, { frames: 3, duration: 1350 }, format)
  }
  t.match((await decoded(await (await picture()).gif().toBuffer(), 'gif')).facts, { frames: 1, duration: null })
})

t.test('decode: an animated PNG says its frames and their time itself', async (t) => {
  const still = await (await picture()).png().toBuffer()
  const control = (count: number) => pngChunk('acTL', [count, 0], [])
  const frame = (numerator: number, divisor: number) => pngChunk('fcTL', [0, 400, 300, 0, 0], [numerator, divisor, 0])
  const animated = (...chunks: Buffer[]) => Buffer.concat([still.subarray(0, 33), ...chunks, still.subarray(33)])
  const timed = animated(control(3), frame(1, 4), frame(30, 0), frame(0, 1))
  t.match((await decoded(timed, 'png')).facts, { frames: 3, animated: true, duration: 650 })
  const few = animated(control(2 ** 32 - 1), frame(1, 4), frame(1, 2))
  t.match((await decoded(few, 'png')).facts, { frames: 2, animated: true, duration: 750 }, 'not as many as it says')
  const more = animated(control(2), frame(1, 4), frame(1, 2), frame(1, 2))
  t.match((await decoded(more, 'png')).facts, { frames: 2, animated: true, duration: 750 }, 'more than it says')
  t.match((await decoded(animated(control(5)), 'png')).facts, { frames: 1, animated: false, duration: null })
  t.match((await decoded(still, 'png')).facts, { frames: 1, animated: false, duration: null })
})

t.test('decode: an animated AVIF is its still picture, with the frames and the time of its track', async (t) => {
  const still = await (await picture()).avif({ effort: 0 }).toBuffer()
  const plain = await decoded(still, 'avif')
  const film = animatedAvif(still, [
    [1, 250],
    [2, 0],
  ])
  const image = await decoded(film, 'avif')
  t.strictSame(image.facts, { ...plain.facts, frames: 3, animated: true, duration: 450 })
  t.same(madeThumbnail(image).digest, madeThumbnail(plain).digest)
  t.equal(film.toString('latin1', 8, 12), 'avis', 'the bytes are as they came')
  const lying = animatedAvif(still, [[2 ** 32 - 1, 1000]])
  t.match((await decoded(lying, 'avif')).facts, { frames: lying.length, duration: lying.length * 1000 })
  const endless = animatedAvif(Buffer.concat([still, box('free', Buffer.alloc(4000))]), [[2 ** 32 - 1, 2 ** 32 - 1]], 1)
  t.match((await decoded(endless, 'avif')).facts, { duration: Number.MAX_SAFE_INTEGER })
  t.match((await decoded(animatedAvif(still, []), 'avif')).facts, { frames: 1, animated: false, duration: null })
})

t.test('decode: a TIFF of a compression that nothing here decodes has the facts of its header', async (t) => {
  const tiff = await (await picture()).withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer()
  const compression = tiff.indexOf(Buffer.from([0x03, 0x01, 3, 0, 1, 0, 0, 0]))
  const [oldJpeg, zstandard, unknown] = [6, 50_000, 60_000]
  for (const number of [oldJpeg, zstandard, unknown]) {
    tiff.writeUInt16LE(number, compression + 8)
    const answer = await decoded(tiff, 'tiff')
    t.match(answer, { thumbnail: null, facts: { width: 300, height: 400, damaged: false, color: null } }, `${number}`)
  }
})

t.test(
  'decode: a TIFF of depths, channels or colours that nothing here decodes has the facts of its header',
  async (t) => {
    const source = await picture()
    const plain = await source.clone().toColourspace('b-w').tiff({ compression: 'none' }).toBuffer()
    const alpha = await source.clone().ensureAlpha(0.5).tiff({ compression: 'none' }).toBuffer()
    const [depth, colors, orientation] = [258, 262, 274]
    const kinds: [name: string, tiff: Buffer, tag: number, value: number, isAlpha?: boolean][] = [
      ['12 bits', plain, depth, 12],
      ['24 bits', plain, depth, 24],
      ['raw pixels of a camera', plain, colors, 32_803],
      ['four channels of red, green, blue, said to be grey', alpha, colors, 1, true],
    ]
    for (const [name, tiff, tag, value, isAlpha = false] of kinds) {
      const facts = { format: 'tiff', width: 300, height: 400, frames: 1, damaged: false }
      const answer = await decoded(retagged(retagged(tiff, orientation, 6), tag, value), 'tiff')
      t.match(answer, { facts: { ...facts, alpha: isAlpha } }, name)
    }
    const odd = retagged(plain, depth, 12)
    t.match(await decoded(odd, 'tiff'), { thumbnail: null, facts: { color: null, palette: [], metadata: null } })
    t.match(await ask(odd, 'tiff', { maxPixels: 9 }), { verdict: 'too-large' })
    t.match(await ask(odd.subarray(0, -40), 'tiff'), { verdict: 'broken' }, 'without its directory')
  },
)

/** With another short number in its first directory, which sharp writes little-endian. */
function retagged(tiff: Buffer, tag: number, value: number): Buffer {
  const copy = Buffer.from(tiff)
  const start = copy.readUInt32LE(4) + 2
  const places = Array.from({ length: copy.readUInt16LE(start - 2) }, (_, at) => start + at * 12)
  const place = places.find((at) => copy.readUInt16LE(at) === tag) ?? Number.NaN
  copy.writeUInt16LE(3, place + 2)
  copy.writeUInt16LE(value, place + 8)
  return copy
}

t.test('decode: palette and metadata are among the facts, and broken metadata break nothing', async (t) => {
  const camera = { IFD0: { Make: 'Maker' } }
  const good = await plainPicture().withExif(camera).jpeg({ quality: 100 }).toBuffer()
  const { facts } = await decoded(good, 'jpeg')
  t.match(facts, { palette: [{ color: /^#8[78]5[456]2[123]$/, share: 1 }], metadata: { exif: { Make: 'Maker' } } })
  const bad = Buffer.from(good)
  bad.fill(0xff, bad.indexOf('Exif') + 6, bad.indexOf('Exif') + 60)
  t.match((await decoded(bad, 'jpeg')).facts, { width: 40, metadata: { bitDepth: 8, exif: null } })
})

t.test('decode: what is cut short is damaged while there is something to see', async (t) => {
  for (const format of ['jpeg', 'png', 'gif'] as const) {
    const bytes = await (await picture()).toFormat(format).toBuffer()
    const { facts } = await decoded(bytes.subarray(0, bytes.length / 2), format)
    t.match(facts, { damaged: true, width: 400, height: 300 }, format)
  }
})

t.test('decode: what cannot be read is broken, in words', async (t) => {
  for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff', 'ico', 'bmp', 'jxl', 'jp2', 'heif'] as const) {
    const bytes = await (await picture()).toFormat(format === 'webp' ? 'webp' : 'jpeg').toBuffer()
    const answer = await ask(bytes.subarray(0, 20), format)
    t.match(
      answer,
      { verdict: 'broken', reason: /^The [\w ]+ image cannot be read: [\w ,:.'()-]+\.$/ },
      JSON.stringify(answer),
    )
  }
})

t.test('decode: too large by its header, before anything is decoded', async (t) => {
  const bytes = lyingPng(await (await picture()).png().toBuffer(), 50_000, 50_000)
  const reason = 'The image is 50000 x 50000 pixels, 2,500 million; at most 1 million are accepted.'
  t.same(await ask(bytes, 'png'), { verdict: 'too-large', reason })
})

t.test('decode: a header that lies within the limit', async (t) => {
  const honest = await (await picture()).png().toBuffer()
  t.match(await ask(lyingPng(honest, 900, 900), 'png'), { verdict: /broken|decoded/ })
  t.match(await ask(lyingPng(honest, 100, 10), 'png'), { verdict: /broken|decoded/ })
})

t.test('decode: too small in either direction', async (t) => {
  const bytes = await (await picture(40, 10)).png().toBuffer()
  const reason = 'The image is 40 x 10 pixels; at least 2 x 11 are asked for.'
  t.same(await ask(bytes, 'png', { minHeight: 11 }), { verdict: 'too-small', reason })
})

t.test('decode: SVG is drawn, or catalogued without a thumbnail', async (t) => {
  const svg = (text: string) => Buffer.from(text)
  const drawn = await decoded(
    svg('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><circle r="9"/></svg>'),
    'svg',
  )
  t.match(drawn, {
    facts: { format: 'svg', width: 30, height: 20, alpha: true },
    thumbnail: { digest: /^[0-9a-f]{64}$/ },
  })
  const utf16 = Buffer.from('\ufeff<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>', 'utf16le')
  t.match(await decoded(utf16, 'svg'), { facts: { width: 30, color: null }, thumbnail: null })
  t.match(await ask(svg('<svg xmlns="http://www.w3.org/2000/svg"><g><path'), 'svg'), { verdict: 'broken' })
  const behind = `<!--${'-x'.repeat(5000)}-->`
  t.match(await ask(svg(`<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>${behind}`), 'svg'), { verdict: 'decoded' })
})

t.test('decode: an entity bomb in an SVG stays small', async (t) => {
  const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')
  const text = `<!DOCTYPE svg [<!ENTITY e0 "lol">${entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&e12;</text></svg>`
  t.match(await decoded(Buffer.from(text), 'svg'), { thumbnail: null })
})

t.test('decoding: an SVG that is not well-formed is broken, as it is to browsers', async (t) => {
  const root = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">'
  const faults = {
    '<rect width="9" height="9">': /tag mismatch/,
    '<text>a & b</text>': /no name/,
    '<rect width="9" width="8"/>': /redefined/,
    '<use xlink:href="#a"/>': /prefix xlink/,
    '<text>&nbsp;</text>': /not defined/,
    '</svg><g/>': /Extra content/,
  }
  for (const [text, words] of Object.entries(faults)) {
    const { verdict, reason } = (await ask(Buffer.from(`${root}${text}</svg>`), 'svg')) as Broken
    t.equal(verdict, 'broken', text)
    t.match(reason, words)
  }
  const only = {
    'bytes that are no UTF-8': Buffer.from(`${root}<text>\xe9</text></svg>`, 'latin1'),
    'an entity that is in a file which is not read': Buffer.from(
      `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>${root}<text>&x;</text></svg>`,
    ),
    'too deep for us': Buffer.from(`${root}${'<g>'.repeat(3000)}${'</g>'.repeat(3000)}</svg>`),
  }
  for (const [title, bytes] of Object.entries(only)) t.match(await ask(bytes, 'svg'), { verdict: 'decoded' }, title)
})
