/** Bitmaps and icons: decoded as Chromium decodes them, and whatever their bytes are. */
import sharp from 'sharp'
import t, { type Test } from 'tap'
import type { Format } from '#catalog'
import { decode } from '../../../../../src/modules/process/decoder/decode.ts'
import type { DecodedImage, DecodeRequest } from '../../../../../src/modules/process/decoder/messages.ts'
import { type BitmapOptions, bitmapFile, iconBitmap, iconFile } from '../../../../support/bitmaps.ts'
import { type Eye, openEye } from '../../../../support/eye.ts'
import { madeThumbnail } from '../../../../support/made-thumbnail.ts'
import { photo } from '../../../../support/photos.ts'
import { lyingPng } from '../../../../support/pictures.ts'
import { createRandom } from '../../../../support/random.ts'

function ask(bytes: Buffer, format: Format, limits: Partial<DecodeRequest> = {}) {
  return decode({ bytes, format, maxPixels: 1_000_000, minWidth: 2, minHeight: 2, ...limits })
}

async function decoded(bytes: Buffer, format: Format): Promise<DecodedImage> {
  const answer = await ask(bytes, format)
  if (answer.verdict !== 'decoded') throw new Error(answer.reason)
  return answer
}

const kinds: [name: string, options: BitmapOptions][] = [
  ['1 bit', { bits: 1 }],
  ['4 bits', { bits: 4 }],
  ['8 bits', { bits: 8 }],
  ['8 bits, from the top', { bits: 8, isTopDown: true }],
  ['8 bits, the oldest header', { bits: 8, isOld: true }],
  ['16 bits', { bits: 16 }],
  ['16 bits, 565', { bits: 16, masks: [0xf800, 0x07e0, 0x001f] }],
  ['24 bits', { bits: 24 }],
  ['24 bits, from the top', { bits: 24, isTopDown: true }],
  ['24 bits, the oldest header', { bits: 24, isOld: true }],
  ['32 bits', { bits: 32 }],
  ['32 bits, other masks', { bits: 32, masks: [0xff, 0xff00, 0xff0000] }],
  ['32 bits, a long header', { bits: 32, isLong: true, masks: [0xff0000, 0xff00, 0xff, 0] }],
  ['32 bits, alpha in a long header', { bits: 32, isLong: true, masks: [0xff0000, 0xff00, 0xff, 0xff000000] }],
]

/** Where nothing is seen, colours do not matter. */
async function compare(t: Test, eye: Eye, name: string, bytes: Buffer, format: Format): Promise<void> {
  const image = await decoded(bytes, format)
  const { facts } = image
  const seen = await eye.look(bytes)
  t.same([facts.width, facts.height], [seen.width, seen.height], `${name}: size`)
  const shown = await sharp(madeThumbnail(image).bytes).ensureAlpha().raw().toBuffer()
  t.ok(difference(shown, seen.pixels) < 5, `${name}: ${difference(shown, seen.pixels)}`)
}

function difference(one: Buffer, other: Buffer): number {
  const upon = (pixels: Buffer, at: number) => ((pixels[at] as number) * (pixels[at | 3] as number)) / 255
  return one.reduce((sum, _, at) => sum + Math.abs(upon(one, at) - upon(other, at)), 0) / one.length
}

t.test('bitmaps: as Chromium shows them', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  for (const [name, options] of kinds) {
    await compare(t, eye, name, bitmapFile(options), 'bmp')
    const isAlpha = options.masks?.[3] === 0xff000000
    t.equal((await decoded(bitmapFile(options), 'bmp')).facts.alpha, isAlpha, `${name}: alpha`)
  }
  const cut = bitmapFile({ bits: 24 }).subarray(0, 1500)
  await compare(t, eye, 'cut short', cut, 'bmp')
  t.match((await decoded(cut, 'bmp')).facts, { damaged: true })
})

t.test('icons: as Chromium shows them', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  for (const bits of [1, 4, 8, 24, 32] as const) {
    const bytes = iconBitmap({ bits, width: 32, height: 32 })
    await compare(t, eye, `${bits} bits`, iconFile([{ width: 32, height: 32, bits, bytes }]), 'ico')
  }
  const alpha = iconBitmap({ bits: 32, width: 32, height: 32, masks: undefined })
  for (let at = 40 + 3; at < 40 + 32 * 32 * 4; at += 4) alpha[at] = at % 256
  await compare(t, eye, 'alpha', iconFile([{ width: 32, height: 32, bits: 32, bytes: alpha }]), 'ico')
  await compare(t, eye, 'a cursor', iconFile([{ width: 32, height: 32, bits: 32, bytes: alpha }], 2), 'ico')
  const png = await photo(1, { width: 256, height: 256, format: 'png' })
  const parts = [
    { width: 32, height: 32, bits: 32, bytes: alpha },
    { width: 0, height: 0, bits: 32, bytes: png },
  ]
  await compare(t, eye, 'the largest', iconFile(parts), 'ico')
})

t.test('icons: the picture itself says its size, and of equal ones the deepest is taken', async (t) => {
  const png = await photo(1, { width: 300, height: 200, format: 'png' })
  const small = iconBitmap({ bits: 8, width: 16, height: 16 })
  const lying = iconFile([
    { width: 48, height: 48, bits: 8, bytes: small },
    { width: 16, height: 16, bits: 32, bytes: png },
  ])
  t.match((await decoded(lying, 'ico')).facts, { format: 'ico', width: 300, height: 200, alpha: false })
  const deep = iconBitmap({ bits: 24, width: 16, height: 16 })
  const equal = iconFile([1, 0].map((at) => ({ width: 16, height: 16, bits: 8, bytes: [small, deep][at] as Buffer })))
  t.match((await decoded(equal, 'ico')).thumbnail, (await decoded(equal.subarray(), 'ico')).thumbnail)
  t.not(
    madeThumbnail(await decoded(equal, 'ico')).digest,
    madeThumbnail(await decoded(iconFile([{ width: 16, height: 16, bits: 8, bytes: small }]), 'ico')).digest,
  )
})

t.test('icons: a picture whose header makes no sense is not the best one', async (t) => {
  const entry = (change: (bytes: Buffer) => void) => {
    const bytes = iconBitmap({ bits: 8, width: 16, height: 16 })
    change(bytes)
    return { width: 16, height: 16, bits: 8, bytes }
  }
  const sound = entry(() => {})
  const wrongs = [
    entry((bytes) => bytes.writeInt32LE(70_000, 4)),
    entry((bytes) => bytes.writeInt32LE(2_000_000_000, 8)),
    entry((bytes) => bytes.writeUInt16LE(7, 14)),
    entry((bytes) => bytes.fill(0x41)),
  ]
  for (const wrong of wrongs) {
    t.match((await decoded(iconFile([wrong, sound]), 'ico')).facts, { width: 16, height: 16, damaged: false })
    t.match(await ask(iconFile([wrong]), 'ico'), { verdict: 'broken', reason: /pictures are corrupt/ })
  }
})

t.test('bitmaps: run-length encoded ones are catalogued by their header', async (t) => {
  const bytes = bitmapFile({ bits: 8 })
  bytes.writeUInt32LE(1, 30)
  t.match(await decoded(bytes, 'bmp'), { facts: { width: 37, height: 21, color: null }, thumbnail: null })
})

t.test('bitmaps and icons: too large by their header, too small, broken', async (t) => {
  const huge = bitmapFile({ bits: 1 })
  huge.writeInt32LE(50_000, 18)
  huge.writeInt32LE(-50_000, 22)
  t.match(await ask(huge, 'bmp'), { verdict: 'too-large' })
  t.match(await ask(bitmapFile({ bits: 24 }), 'bmp', { minWidth: 38 }), { verdict: 'too-small' })
  t.match(await ask(bitmapFile({ bits: 24 }).subarray(0, 60), 'bmp'), {
    verdict: 'broken',
    reason: /^The BMP .* cut short/,
  })
  const png = lyingPng(await photo(1, { format: 'png' }), 50_000, 50_000)
  t.match(await ask(iconFile([{ width: 0, height: 0, bits: 32, bytes: png }]), 'ico'), { verdict: 'too-large' })
  const cut = iconFile([{ width: 16, height: 16, bits: 8, bytes: iconBitmap({ bits: 8, width: 16, height: 16 }) }])
  for (const length of [22, 30, 62, 1086])
    t.match(await ask(cut.subarray(0, length), 'ico'), { verdict: 'broken' }, String(length))
})

t.test('bitmaps and icons: no byte makes decoding reject', async (t) => {
  const { integer } = createRandom(9)
  const files: [Format, Buffer][] = [
    ...kinds.map(([, options]) => ['bmp', bitmapFile(options)] as [Format, Buffer]),
    ['ico', iconFile([{ width: 16, height: 16, bits: 8, bytes: iconBitmap({ bits: 8, width: 16, height: 16 }) }])],
    ['ico', iconFile([{ width: 16, height: 16, bits: 32, bytes: iconBitmap({ bits: 32, width: 16, height: 16 }) }])],
  ]
  for (const [format, bytes] of files) {
    for (let round = 0; round < 60; round++) {
      const wrong = Buffer.from(bytes.subarray(0, round % 3 === 0 ? integer(bytes.length) : bytes.length))
      for (let at = 0; at < 4 && wrong.length > 0; at++) wrong[integer(Math.min(wrong.length, 80))] = integer(256)
      t.ok((await ask(wrong, format)).verdict)
    }
  }
})
