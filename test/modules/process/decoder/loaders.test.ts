/** What a decoder child lets libvips read: it holds for a whole process, so these tests have one of their own. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import t from 'tap'
import { restrictLoaders } from '../../../../src/modules/process/decoder/loaders.ts'
import { temporaryFolder } from '../../../support/databases.ts'

const formats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const

t.test('loaders: bytes of what is decoded here, and no file of any kind', async (t) => {
  const folder = temporaryFolder(t)
  const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: '#369' } })
  const files = await Promise.all(
    formats.map(async (format) => {
      const bytes = await picture.clone().toFormat(format).toBuffer()
      const file = path.join(folder, format)
      writeFileSync(file, bytes)
      t.match(await sharp(file).metadata(), { width: 9 }, `${format} is there to be read`)
      return { format, file, bytes }
    }),
  )
  restrictLoaders()
  for (const { format, file, bytes } of files) {
    t.match(await sharp(bytes).metadata(), { width: 9 }, `${format} from memory`)
    await t.rejects(sharp(file).metadata(), `${format} from a file`)
  }
  t.equal(sharp.concurrency(), 1)
})
