/**
 * Bare sharp, the limit of whatever makes thumbnails by it: thumbnails of the files that standard input names, so many at once,
 * and nothing else.
 */
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { passOverNamed } from './pass.ts'

sharp.concurrency(1)
sharp.cache(false)

const pass = await passOverNamed({
  atOnce: Number(process.argv[2]),
  async take(file) {
    await sharp(await readFile(file), { autoOrient: true, failOn: 'none' })
      .resize(320, 320, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80, effort: 2 })
      .toBuffer()
  },
})
console.log(JSON.stringify(pass))
