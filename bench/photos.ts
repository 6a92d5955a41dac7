/**
 * Makes photos to measure with, of pictures that are there: 300 JPEGs of 2 megapixels and 300 of 12, no two alike, and the same
 * bytes every time. Where there are fewer pictures, other parts of them are taken, mirrored or not.
 *
 *     node bench/photos.ts <folder of pictures> <target folder>
 */
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

const [source, target] = process.argv.slice(2)
if (!source || !target)
  throw new Error('from where to where? node bench/photos.ts <folder of pictures> <target folder>')

const count = 300
const sizes = { 'photos-2mp': 2_000_000, 'photos-12mp': 12_000_000 }
const aspect = 3 / 2

interface Picture {
  data: Buffer
  width: number
  height: number
}

const opaque = await opaqueOf(listPictures(source))
for (const [name, pixels] of Object.entries(sizes)) {
  // What is much smaller would be soft, and so lighter to decode than a photo.
  const usable = opaque.filter((picture) => picture.pixels >= (2 / 3) * pixels)
  console.log(`${name}: of ${usable.length} pictures`)
  mkdirSync(path.join(target, name), { recursive: true })
  for (const [at, { file }] of usable.entries()) {
    const picture = await read(file)
    for (let number = at; number < count; number += usable.length) {
      const photo = partOf(picture, Math.floor(number / usable.length), pixels)
      await photo.jpeg({ quality: 82 + (number % 9) }).toFile(path.join(target, name, `${number}.jpg`))
    }
  }
}

function listPictures(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:jpe?g|png)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** What is transparent in places is a drawing, and may be nothing but one colour without what lies behind it. */
async function opaqueOf(files: string[]): Promise<{ file: string; pixels: number }[]> {
  const found = []
  for (const file of files) {
    const { width, height, hasAlpha } = await sharp(file).metadata()
    const isLarge = width * height >= (2 / 3) * sizes['photos-2mp']
    if (isLarge && (!hasAlpha || (await sharp(file).stats()).isOpaque)) found.push({ file, pixels: width * height })
  }
  return found
}

async function read(file: string): Promise<Picture> {
  const image = sharp(file, { autoOrient: true }).toColourspace('srgb').removeAlpha()
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Four parts of the same size, each mirrored in another way, then four that are a little smaller. */
function partOf({ data, width, height }: Picture, turn: number, pixels: number) {
  const ratio = width >= height ? aspect : 1 / aspect
  const share = 0.98 - 0.03 * Math.floor(turn / 4)
  const partWidth = Math.round(share * Math.min(width, height * ratio))
  const partHeight = Math.round(partWidth / ratio)
  const [right, bottom] = [turn % 2, Math.floor(turn / 2) % 2]
  const left = right * (width - partWidth)
  const top = bottom * (height - partHeight)
  return sharp(data, { raw: { width, height, channels: 3 } })
    .extract({ left, top, width: partWidth, height: partHeight })
    .flop(right === 1)
    .flip(bottom === 1)
    .resize(Math.round(Math.sqrt(pixels * ratio)), Math.round(Math.sqrt(pixels / ratio)), { fit: 'fill' })
}
