/**
 * MB/s of finding pictures over a folder of HTML: `node bench/extract.ts <folder> [peers]`.
 * Against node-html-parser alone, the limit of our parser, and against cheerio with one query for images, where
 * `npm install --prefix <peers> cheerio` was called.
 */
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parse } from 'node-html-parser'
import { findInPage } from '../src/modules/collect/find/index.ts'

const rounds = 5
const megabyte = 1_000_000
const [folder = '.', peers] = process.argv.slice(2)
const pages = globSync('**/*.{html,htm}', { cwd: folder }).map((name) => readFileSync(path.join(folder, name)))
const megabytes = pages.reduce((sum, page) => sum + page.length, 0) / megabyte

const contenders: Record<string, (body: Buffer) => unknown> = {
  'finding pictures': (body) => findInPage({ body, contentType: 'text/html', url: 'http://site.test/' }),
  'node-html-parser alone': (body) => parse(body.toString()),
  ...(peers && { 'cheerio, one query': cheerioOf(peers) }),
}
const speeds = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]))

function cheerioOf(peers: string): (body: Buffer) => unknown {
  const cheerio = createRequire(`${path.resolve(peers)}/`)('cheerio')
  return (body) => cheerio.load(body.toString())('img, source, link, meta, [style]').toArray()
}

function measure(read: (body: Buffer) => unknown): number {
  const start = performance.now()
  for (const page of pages) read(page)
  return (megabytes * 1000) / (performance.now() - start)
}

console.log(`${pages.length} pages, ${megabytes.toFixed(1)} MB, median of ${rounds} rounds in turns`)
for (let round = 0; round < rounds; round++) {
  for (const [name, read] of Object.entries(contenders)) speeds.get(name)?.push(measure(read))
}
const median = (name: string) => speeds.get(name)?.sort((a, b) => a - b)[rounds >> 1] ?? 0
const ours = median('finding pictures')
const rows = Object.keys(contenders).map((name) => [
  name,
  { 'MB/s': Number(median(name).toFixed(1)), 'finding is': `${(ours / median(name)).toFixed(2)} of it` },
])
console.table(Object.fromEntries(rows))
