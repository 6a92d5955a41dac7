import sharp from 'sharp'
import t from 'tap'
import type { Format } from '#catalog'
import { decode } from '../../../../src/modules/process/decoder/decode.ts'
import { readHeif } from '../../../../src/modules/process/decoder/headers/heif.ts'
import { findFormat } from '../../../../src/modules/process/signature.ts'
import {
  alphaOf,
  clap,
  heifFile,
  irot,
  ispe,
  jp2Codestream,
  jp2File,
  jxlCodestream,
  jxlContainer,
} from '../../../support/headers.ts'
import { picture } from '../../../support/pictures.ts'
import { createRandom } from '../../../support/random.ts'

const grid = [
  { id: 1, properties: [ispe(512, 512)] },
  { id: 2, properties: [ispe(512, 512)] },
]

/** Height by 9 bits, no ratio, width by 13 bits, nothing else of note; an orientation where one is given. */
function jxlOf(width: number, height: number, orientation?: number): Buffer {
  const rest: [number, number][] =
    orientation === undefined
      ? [[1, 1]]
      : [
          [0, 1],
          [1, 1],
          [orientation - 1, 3],
        ]
  return jxlCodestream([0, 1], [0, 2], [height - 1, 9], [0, 3], [1, 2], [width - 1, 13], ...rest)
}

/** Small, of a height in eights, and a ratio by number. */
const jxlSmall = (eights: number, ratio: number) => jxlCodestream([1, 1], [eights - 1, 5], [ratio, 3], [1, 1])

const table: [name: string, format: Format, bytes: Buffer, size: [number, number], alpha?: boolean][] = [
  ['JPEG 2000', 'jp2', jp2File(640, 480), [640, 480]],
  ['JPEG 2000 with alpha', 'jp2', jp2File(640, 480, { alpha: true }), [640, 480], true],
  ['JPEG 2000, the bare codestream', 'jp2', jp2Codestream(640, 480), [640, 480]],
  ['HEIC', 'heif', heifFile([{ id: 1, properties: [ispe(640, 480)] }], 1), [640, 480]],
  ['HEIC, turned', 'heif', heifFile([{ id: 1, properties: [ispe(640, 480), irot(3)] }], 1), [480, 640]],
  ['HEIC, turned upside down', 'heif', heifFile([{ id: 1, properties: [ispe(640, 480), irot(2)] }], 1), [640, 480]],
  [
    'HEIC, cut and turned',
    'heif',
    heifFile([{ id: 1, properties: [ispe(640, 480), clap(600, 400), irot(1)] }], 1),
    [400, 600],
  ],
  ['HEIC of tiles', 'heif', heifFile([...grid, { id: 3, properties: [ispe(4032, 3024), irot(1)] }], 3), [3024, 4032]],
  [
    'HEIC of tiles, wide numbers',
    'heif',
    heifFile([...grid, { id: 70_000, properties: [ispe(4032, 3024)] }], 70_000, { isWide: true }),
    [4032, 3024],
  ],
  [
    'HEIC, the thumbnail first',
    'heif',
    heifFile(
      [
        { id: 9, properties: [ispe(160, 120), irot(1)] },
        { id: 4, properties: [ispe(640, 480), alphaOf()] },
      ],
      4,
    ),
    [640, 480],
    true,
  ],
  [
    'HEIC without a primary item',
    'heif',
    heifFile([{ id: 1, properties: [ispe(640, 480), irot(1)] }], undefined),
    [480, 640],
  ],
  ['JPEG XL', 'jxl', jxlOf(640, 480), [640, 480]],
  ['JPEG XL, turned', 'jxl', jxlOf(640, 480, 6), [480, 640]],
  ['JPEG XL, mirrored', 'jxl', jxlOf(640, 480, 2), [640, 480]],
  ['JPEG XL in a container', 'jxl', jxlContainer(jxlOf(640, 480, 8)), [480, 640]],
  ['JPEG XL in parts', 'jxl', jxlContainer(jxlOf(640, 480), { inParts: true }), [640, 480]],
  ['JPEG XL, small and square', 'jxl', jxlSmall(4, 1), [32, 32]],
  ['JPEG XL, small, 16 to 9', 'jxl', jxlSmall(9, 5), [128, 72]],
  ['JPEG XL, small, 6 to 5', 'jxl', jxlSmall(5, 2), [48, 40]],
]

for (const [name, format, bytes, [width, height], alpha = false] of table) {
  t.test(`header: ${name}`, async (t) => {
    t.equal(findFormat(bytes), format)
    const shape = { format, width, height, alpha, animated: false, frames: 1, damaged: false }
    const unknown = { color: null, thumbhash: null, phash: null, palette: [], duration: null, metadata: null }
    const facts = { ...shape, ...unknown }
    const limits = { maxPixels: 20_000_000, minWidth: 2, minHeight: 2 }
    t.same(await decode({ bytes, format, ...limits }), { verdict: 'decoded', facts, thumbnail: null })
    t.match(await decode({ bytes, format, ...limits, maxPixels: 9 }), { verdict: 'too-large' })
    t.match(await decode({ bytes, format, ...limits, minWidth: 9999 }), { verdict: 'too-small' })
  })
}

t.test('header: whatever the bytes are, there is a verdict', async (t) => {
  const { integer } = createRandom(4)
  for (const [, format, bytes] of table) {
    for (let round = 0; round < 40; round++) {
      const wrong = Buffer.from(bytes.subarray(0, round % 2 ? integer(bytes.length) : bytes.length))
      for (let at = 0; at < 3 && wrong.length > 12; at++) wrong[12 + integer(wrong.length - 12)] = integer(256)
      const { verdict } = await decode({ bytes: wrong, format, maxPixels: 1e6, minWidth: 2, minHeight: 2 })
      t.match(verdict, /^(decoded|broken|too-large|too-small)$/)
    }
  }
})

t.test('readHeif: an AVIF is made of the same boxes, by another hand', async (t) => {
  for (const orientation of [1, 6]) {
    const bytes = await (await picture()).avif({ effort: 0 }).withMetadata({ orientation }).toBuffer()
    const { autoOrient } = await sharp(bytes).metadata()
    t.match(readHeif(bytes), { width: autoOrient.width, height: autoOrient.height, alpha: false })
  }
  t.match(readHeif(await (await picture()).ensureAlpha(0.5).avif({ effort: 0 }).toBuffer()), { alpha: true })
})
