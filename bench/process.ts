/** Images a second: through the processor's pool of children, against bare sharp making the same thumbnail, in turns. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import sharp from 'sharp'
import type { CatalogWriter } from '#catalog'
import { createProcessor } from '#process'

const images = Number(process.argv[2] ?? 60)
const rounds = Number(process.argv[3] ?? 5)
const concurrency = Number(process.argv[4] ?? availableParallelism())
const silent = { debug() {}, info() {}, warn() {}, error() {} }

const folder = await mkdtemp(join(tmpdir(), 'magpie-bench-'))
try {
  await run(await makePhotos(folder))
} finally {
  await rm(folder, { recursive: true })
}

async function run(files: string[]): Promise<void> {
  sharp.concurrency(1)
  sharp.cache(false)
  const processor = createProcessor({
    catalog: { async find() {}, async add() {}, async place() {}, async vacate() {} } as CatalogWriter,
    log: silent,
    concurrency,
    maxRememberedBytes: 0,
  })
  const take = async (file: string) => void (await processor.process(download(await readFile(file))))
  await rate(files.slice(0, 10), 4, take)
  const rows = []
  for (let round = 1; round <= rounds; round++) {
    const bare = await rate(files, 4, async (file) => bareThumbnail(await readFile(file)))
    const pool = await rate(files, 8, take)
    rows.push({ round, bare: bare.toFixed(1), pool: pool.toFixed(1), ratio: (pool / bare).toFixed(2) })
  }
  console.table(rows)
  await processor.close()
}

function bareThumbnail(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes, { autoOrient: true })
    .resize(320, 320, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 2 })
    .toBuffer()
}

function download(bytes: Buffer) {
  const page = 'http://127.0.0.1/'
  return {
    bytes,
    digest: null,
    url: page,
    contentType: null,
    collectionId: 'bench',
    page,
    alt: null,
    minWidth: 2,
    minHeight: 2,
  }
}

/** So many at once, images a second. */
async function rate(files: string[], atOnce: number, take: (file: string) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  const left = [...files]
  const worker = async () => {
    for (let file = left.pop(); file; file = left.pop()) await take(file)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return (files.length / (performance.now() - start)) * 1000
}

/** JPEGs of 2 megapixels, much like photos: large soft forms, grain, no two alike. */
async function makePhotos(folder: string): Promise<string[]> {
  const files = []
  for (let index = 0; index < images; index++) {
    const file = join(folder, `${index}.jpg`)
    await writeFile(file, await makePhoto(index))
    files.push(file)
  }
  return files
}

async function makePhoto(index: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const forms = await sharp({ create: { width: 24, height: 16, channels: 3, background: '#888', noise } })
    .resize(1732, 1155, { kernel: 'cubic' })
    .modulate({ hue: (index * 37) % 360 })
    .png({ compressionLevel: 0 })
    .toBuffer()
  const grain = await sharp({
    create: { width: 1732, height: 1155, channels: 3, background: '#888', noise: { ...noise, sigma: 12 } },
  })
    .png({ compressionLevel: 0 })
    .toBuffer()
  return sharp(forms)
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 82 })
    .toBuffer()
}
