/**
 * How long a large page holds up the server's event loop: `node bench/big-page.ts [megabytes] [pictures]`.
 * The site runs in this process, Magpie in a child, which watches its own event loop while it collects the page.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const [megabytes = 5, pictures = 2000] = process.argv.slice(2).map(Number)

/** One image under every address: it is decoded once, so that what is measured is the page. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGP4z8AARwzEcQCukw/x0F8jngAAAABJRU5ErkJggg==',
  'base64',
)

function pageOf(megabytes: number, pictures: number): string {
  const images = Array.from(
    { length: pictures },
    (_, at) => `<p><a href="#${at}"><img src="/images/${at}.png" alt="number ${at}"></a></p>\n`,
  )
  const words = '<p class="text">A paragraph of <b>words</b> with <a href="#here">a link</a> and nothing to see.</p>\n'
  const rest = Math.max(0, megabytes * 1_000_000 - images.join('').length)
  return images.join('') + words.repeat(Math.ceil(rest / words.length))
}

const page = pageOf(megabytes, pictures)
const site = createServer((request, response) => {
  if (request.url === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  else if (request.url?.startsWith('/images/')) response.end(dot)
  else response.writeHead(404).end()
}).listen(0, '127.0.0.1')
await once(site, 'listening')

const folder = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
const watched = fork(new URL('./support/watched-magpie.ts', import.meta.url), [url, `sqlite:${folder}/magpie.db`])
const [delays] = await once(watched, 'message')
console.log(`a page of ${(page.length / 1e6).toFixed(1)} MB with ${pictures} pictures`)
console.table(delays)
site.close().closeAllConnections()
rmSync(folder, { recursive: true })
