/** What is damaged and what is broken: Magpie's verdicts beside what Chromium shows of the same bytes. */
import sharp from 'sharp'
import t from 'tap'
import type { Format } from '#catalog'
import { decode } from '../../../../../src/modules/process/decoder/decode.ts'
import { type Eye, openEye } from '../../../../support/eye.ts'
import { photo } from '../../../../support/photos.ts'
import { createRandom } from '../../../../support/random.ts'

type Sample = [format: Format, kind: string, bytes: Buffer]

async function samples(): Promise<Sample[]> {
  const still = sharp(await photo(1, { width: 400, height: 300, format: 'png' }))
  const frame = await still.clone().raw().toBuffer()
  const raw = { width: 400, height: 900, channels: 3, pageHeight: 300 } as const
  const film = sharp(Buffer.concat([frame, frame.map((value) => 255 - value), frame]), { raw })
  return [
    ['jpeg', 'baseline', await still.clone().jpeg().toBuffer()],
    ['jpeg', 'progressive', await still.clone().jpeg({ progressive: true }).toBuffer()],
    ['png', 'plain', await still.clone().png().toBuffer()],
    ['png', 'interlaced', await still.clone().png({ progressive: true }).toBuffer()],
    ['png', 'palette', await still.clone().png({ palette: true }).toBuffer()],
    ['png', 'interlaced palette of 4 bits', await still.clone().png({ colours: 16, progressive: true }).toBuffer()],
    ['gif', 'still', await still.clone().gif().toBuffer()],
    ['gif', 'animated', await film.clone().gif().toBuffer()],
    ['webp', 'lossy', await still.clone().webp().toBuffer()],
    ['webp', 'lossless', await still.clone().webp({ lossless: true }).toBuffer()],
    ['webp', 'with alpha', await still.clone().ensureAlpha(0.5).webp().toBuffer()],
    ['webp', 'animated', await film.clone().webp().toBuffer()],
    ['avif', 'still', await still.clone().avif({ effort: 2 }).toBuffer()],
  ]
}

async function verdictOf(bytes: Buffer, format: Format): Promise<'sound' | 'damaged' | 'broken'> {
  const decoded = await decode({ bytes, format, maxPixels: 1_000_000, minWidth: 2, minHeight: 2 })
  if (decoded.verdict !== 'decoded') return 'broken'
  return decoded.facts.damaged ? 'damaged' : 'sound'
}

async function isShown(eye: Eye, bytes: Buffer): Promise<boolean> {
  const { pixels } = await eye.look(bytes)
  return pixels.some((value, at) => at % 4 === 3 && value > 0)
}

t.test('damage: what is cut short is damaged where Chromium shows some of it, else broken', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  for (const [format, kind, bytes] of await samples()) {
    t.equal(await verdictOf(bytes, format), 'sound', `${format}, ${kind}, whole`)
    for (const percent of [1, 10, 30, 50, 70, 90, 99]) {
      const cut = bytes.subarray(0, (bytes.length * percent) / 100)
      const expected = (await isShown(eye, cut)) ? 'damaged' : 'broken'
      t.equal(await verdictOf(cut, format), expected, `${format}, ${kind}, cut at ${percent} %`)
    }
  }
})

/** Of those below; `salvage` names the kinds. */
const toleratedPercent = 4

t.test('damage: with wrong bits it is broken where Chromium shows nothing', async (t) => {
  const eye = await openEye(t)
  if (!eye) return
  const { integer } = createRandom(32)
  const differing: string[] = []
  const all = (await samples()).filter(([format, kind]) => format !== 'webp' || kind === 'lossy')
  for (const [format, kind, bytes] of all) {
    for (const flips of [1, 1, 4, 4, 4, 16, 16, 16, 64, 64]) {
      const wrong = Buffer.from(bytes)
      for (let flip = 0; flip < flips; flip++) {
        const at = 200 + integer(bytes.length - 200)
        wrong[at] = (wrong[at] as number) ^ (1 << integer(8))
      }
      const isStored = (await verdictOf(wrong, format)) !== 'broken'
      if (isStored !== (await isShown(eye, wrong))) differing.push(`${format}, ${kind}, ${flips} bits`)
    }
  }
  t.ok(differing.length <= (all.length * 10 * toleratedPercent) / 100, differing.join('; ') || 'none differ')
})
