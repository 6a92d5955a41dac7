/** JPEGs of 2 megapixels of our own making, much like photos: large soft forms, grain, no two alike. */
import path from 'node:path'
import sharp from 'sharp'

const size = { width: 1732, height: 1155 }

/** Answers the files. */
export async function makePhotos(folder: string, count: number): Promise<string[]> {
  const files = Array.from({ length: count }, (_, index) => path.join(folder, `${index}.jpg`))
  for (const [index, file] of files.entries()) await makePhoto(file, index)
  return files
}

async function makePhoto(file: string, index: number): Promise<void> {
  const forms = await noise({ width: 24, height: 16 }, 60)
    .resize(size.width, size.height, { kernel: 'cubic' })
    .modulate({ hue: (index * 37) % 360 })
    .png({ compressionLevel: 0 })
    .toBuffer()
  const grain = await noise(size, 12).png({ compressionLevel: 0 }).toBuffer()
  await sharp(forms)
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 82 })
    .toFile(file)
}

function noise(size: { width: number; height: number }, sigma: number) {
  return sharp({
    create: { ...size, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma } },
  })
}
