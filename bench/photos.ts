/**
 * Scales photos to JPEGs of 2 and of 12 megapixels, 300 of each, no two alike: `node bench/photos.ts <source folder> <target folder>`.
 * Where the source has fewer, other parts of the same photos are taken, mirrored or not.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

const [source, target] = process.argv.slice(2)
if (!source || !target) throw new Error('from where to where? node bench/photos.ts <source folder> <target folder>')

const count = 300
const sizes = { '2mp': [1732, 1155], '12mp': [4243, 2828] } as const
const photos = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(jpe?g|png)$/i.test(entry.name))
  .map((entry) => path.join(entry.parentPath, entry.name))
  .sort()
const usable = await withPixels(photos, 2_000_000)
console.log(`${usable.length} photos of 2 megapixels or more`)

for (const [name, [width, height]] of Object.entries(sizes)) {
  mkdirSync(path.join(target, name), { recursive: true })
  const numbers = Array.from({ length: count }, (_, number) => number)
  const work = async () => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
      await scale(number, name, width, height)
  }
  await Promise.all([work(), work()])
}

async function scale(number: number, name: string, width: number, height: number): Promise<void> {
  const turn = Math.floor(number / usable.length)
  const margin = Math.round(width * 0.03 * turn)
  await sharp(usable[number % usable.length], { limitInputPixels: false })
    .resize(width + margin, height + margin, { fit: 'cover' })
    .extract({ left: margin, top: 0, width, height })
    .flop(turn % 2 === 1)
    .jpeg({ quality: 85 })
    .toFile(path.join(target as string, name, `${number}.jpg`))
}

async function withPixels(files: string[], least: number): Promise<string[]> {
  const large: string[] = []
  for (const file of files) {
    const { width, height } = await sharp(file, { limitInputPixels: false }).metadata()
    if (width * height >= least) large.push(file)
  }
  return large
}
