/** MB/s of finding pictures over a folder of HTML, against node-html-parser alone: `node bench/extract.ts <folder>`. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'node-html-parser'
import { findInPage } from '../src/modules/collect/find/index.ts'

const rounds = 5
const megabyte = 1_000_000
const [folder = '.'] = process.argv.slice(2)
const pages = globSync('**/*.{html,htm}', { cwd: folder }).map((name) => readFileSync(join(folder, name)))
const megabytes = pages.reduce((sum, page) => sum + page.length, 0) / megabyte

const contenders = {
  finding: (body: Buffer) => findInPage({ body, contentType: 'text/html', url: 'http://site.test/' }),
  parsing: (body: Buffer) => parse(body.toString()),
}
const best = { finding: 0, parsing: 0 }

function measure(read: (body: Buffer) => unknown): number {
  const start = performance.now()
  for (const page of pages) read(page)
  return (megabytes * 1000) / (performance.now() - start)
}

console.log(`${pages.length} pages, ${megabytes.toFixed(1)} MB, ${rounds} rounds in turns, best of each`)
for (let round = 0; round < rounds; round++) {
  for (const name of ['finding', 'parsing'] as const) best[name] = Math.max(best[name], measure(contenders[name]))
}
console.log(`finding ${best.finding.toFixed(1)} MB/s`)
console.log(`parsing ${best.parsing.toFixed(1)} MB/s (node-html-parser alone)`)
console.log(`ratio   ${(best.finding / best.parsing).toFixed(2)}`)
