/**
 * What others find of the same site, in turns: `node bench/peers.ts <folder | varied> <peers>`.
 * `varied` is a site that shows each of its pictures in another way. `peers` is where
 * `npm install --prefix <peers> website-scraper` was called; Scrapy (of the Python that PYTHON names) and wget are the system's.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readNamedImages } from './support/named-images.ts'
import { collect, startMagpie } from './support/run-magpie.ts'
import { scrapedImages } from './support/scraped-images.ts'
import { serveFolder } from './support/serve-folder.ts'
import { writeVariedSite } from './support/varied-site.ts'

const [given = 'varied', peers = '.'] = process.argv.slice(2)
const temporary = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const folder = given === 'varied' ? path.join(temporary, 'site') : path.resolve(given)
const ways = given === 'varied' ? await writeVariedSite(folder) : undefined
const named = ways
  ? digestsOf([...ways.values()].map((name) => path.join(folder, name)))
  : readNamedImages(folder).images
const site = await serveFolder(folder)
const start = `${site.origin}/`

/** Each answers the digests of what it has got in the end; `own` is a folder of its own. */
const contenders: Record<string, (own: string) => Promise<Set<string>>> = {
  async Magpie(own) {
    const { magpie, origin } = await startMagpie(`sqlite:${own}/magpie.db`)
    await collect(origin, site.origin)
    const held = await Promise.all([...named.keys()].map((digest) => fetch(`${origin}/api/v1/images/${digest}`)))
    magpie.kill('SIGTERM')
    await once(magpie, 'exit')
    return new Set([...named.keys()].filter((_, at) => held[at]?.ok))
  },
  async 'Scrapy, ImagesPipeline'(own) {
    const spider = fileURLToPath(new URL('./support/scrapy_images.py', import.meta.url))
    await run(process.env.PYTHON ?? 'python3', [spider, start, own])
    return scrapedImages(own, folder)
  },
  async 'wget -r -p'(own) {
    await run('wget', ['--quiet', '--recursive', '--level=inf', '--page-requisites', '--no-parent', '-P', own, start])
    return digestsIn(own)
  },
  async 'website-scraper'(own) {
    const module = createRequire(`${path.resolve(peers)}/`).resolve('website-scraper')
    const { default: scrape } = await import(pathToFileURL(module).href)
    const urlFilter = (url: string) => url.startsWith(start)
    await scrape({ urls: [start], directory: `${own}/site`, recursive: true, urlFilter, requestConcurrency: 16 })
    return digestsIn(own)
  },
}

const table: Record<string, object> = {}
const missed = new Map<string, string[]>()
for (const [name, contend] of Object.entries(contenders)) {
  const own = mkdtempSync(path.join(temporary, 'own-'))
  const started = performance.now()
  const found = await contend(own)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  const missing = [...named].filter(([digest]) => !found.has(digest))
  table[name] = { 'images found': named.size - missing.length, 'of named': named.size, seconds }
  missed.set(
    name,
    missing.map(([, file]) => path.basename(file)),
  )
}
console.table(table)
for (const [way, file] of ways ?? []) {
  const finders = Object.keys(contenders).filter((name) => !missed.get(name)?.includes(file))
  console.log(`${way.padEnd(26)} ${finders.join(', ') || 'nobody'}`)
}
site.close()
rmSync(temporary, { recursive: true })

async function run(command: string, options: string[]): Promise<void> {
  await once(spawn(command, options, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit')
}

function digestsOf(files: string[]): Map<string, string> {
  return new Map(files.map((file) => [createHash('sha256').update(readFileSync(file)).digest('hex'), file]))
}

function digestsIn(own: string): Set<string> {
  const files = globSync('**/*', { cwd: own }).map((name) => path.join(own, name))
  return new Set(digestsOf(files.filter((file) => statSync(file).isFile())).keys())
}
