/** A few pictures, drawn once: every image of the catalogue is one of them with a note of its own. Their facts are the decoder's. */
import { setImmediate } from 'node:timers/promises'
import sharp from 'sharp'
import type { Format, KnownImage } from '#catalog'
import { decode } from '../../src/modules/process/decoder/decode.ts'
import { createRandom, type Random } from '../../test/support/random.ts'
import { addNote } from './add-note.ts'

export interface Template extends KnownImage {
  bytes: Buffer
}

interface Kind {
  /** Of ten templates. */
  share: number
  formats: Format[]
  sides: number[]
  /** Height by width. */
  ratios: number[]
}

const kinds: Kind[] = [
  { share: 4, formats: ['png', 'png', 'svg', 'gif', 'webp'], sides: [16, 24, 32, 48, 64, 96, 180], ratios: [1] },
  {
    share: 4,
    formats: ['jpeg', 'jpeg', 'jpeg', 'webp', 'png'],
    sides: [150, 200, 300, 400, 640],
    ratios: [0.75, 1, 1.5],
  },
  {
    share: 2,
    formats: ['jpeg', 'jpeg', 'webp', 'png'],
    sides: [800, 1024, 1200, 1600],
    ratios: [0.56, 0.66, 1.5, 0.25],
  },
]

/** The same for the same count. */
export async function makeTemplates(count: number): Promise<Template[]> {
  const random = createRandom(count)
  const templates: Template[] = []
  for (let number = 0; number < count; number++) {
    templates.push(await makeTemplate(random, kindOf(number % 10)))
    await setImmediate()
  }
  return templates
}

function kindOf(place: number, [first, ...others] = kinds): Kind {
  if (!first) throw new RangeError('the shares of the kinds make ten')
  return place < first.share ? first : kindOf(place - first.share, others)
}

async function makeTemplate(random: Random, { formats, sides, ratios }: Kind): Promise<Template> {
  const format = random.one(formats)
  const side = random.one(sides)
  // Icons have the same few sizes everywhere; other pictures are cut as it comes.
  const width = side < 200 ? side : side + random.integer(side / 4)
  const bytes = await draw(random, format, width, Math.round(width * random.one(ratios)))
  const limits = { maxPixels: 1e8, minWidth: 1, minHeight: 1, mayBeHeavy: true }
  const decoded = await decode({ bytes: addNote(bytes, format, 'template'), format, ...limits })
  if (decoded.verdict !== 'decoded') throw new Error(`a ${format} was drawn that is ${decoded.verdict}`)
  return { bytes, facts: decoded.facts, thumbnail: decoded.thumbnail }
}

async function draw(random: Random, format: Format, width: number, height: number): Promise<Buffer> {
  const svg = Buffer.from(drawing(random, width, height))
  if (format === 'svg') return svg
  const image = sharp(svg)
  if (format === 'jpeg') return image.flatten().jpeg({ quality: 10 }).toBuffer()
  if (format === 'webp') return image.webp({ quality: 30, effort: 2 }).toBuffer()
  return format === 'gif' ? image.gif().toBuffer() : image.png({ palette: true, colours: 8, dither: 0 }).toBuffer()
}

/** Some plain forms, so that the files are small; every third one lets what is behind it shine through. */
function drawing(random: Random, width: number, height: number): string {
  const color = () => `hsl(${random.integer(360)},${random.integer(90)}%,${10 + random.integer(80)}%)`
  const ground = random.integer(3) === 0 ? '' : `<rect width="100%" height="100%" fill="${color()}"/>`
  const forms = Array.from({ length: 2 + random.integer(4) }, () => {
    const [x, y, across, down] = Array.from({ length: 4 }, () => 5 + random.integer(70))
    return random.integer(2) === 0
      ? `<rect x="${x}%" y="${y}%" width="${across}%" height="${down}%" fill="${color()}"/>`
      : `<ellipse cx="${x}%" cy="${y}%" rx="${across}%" ry="${down}%" fill="${color()}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" shape-rendering="crispEdges">${ground}${forms.join('')}</svg>`
}
