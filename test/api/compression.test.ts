/** Text is compressed by what the client takes; bytes that were collected, and streams of events, are not. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { ask } from '../support/ask.ts'
import { collectImageSite } from '../support/image-site.ts'
import { startMagpie } from '../support/magpie.ts'
import { startSite } from '../support/site.ts'

const unpack = { br: brotliDecompressSync, gzip: gunzipSync, none: (bytes: Buffer) => bytes }

const chosen: [acceptEncoding: string, coding: keyof typeof unpack][] = [
  ['br, gzip', 'br'],
  ['gzip, deflate', 'gzip'],
  ['gzip;q=0.5, br;q=0', 'gzip'],
  ['*', 'gzip'],
  ['gzip;q=1.0, br;q=0.1', 'gzip'],
  ['identity;q=1, gzip;q=0.2', 'none'],
  ['gzip;q=0, *', 'none'],
  ['deflate', 'none'],
  ['identity', 'none'],
  ['gzip;q=0, br;q=0', 'none'],
  [';;=,q', 'none'],
]

t.test('text: the coding that the client takes, and Vary in any case', async (t) => {
  const { magpie } = await collectImageSite(t)
  const texts = ['/api/v1/images', '/api/v1/images.jsonl', '/api/v1/images.csv', '/openapi.json', '/assets/gallery.js']
  for (const path of texts) {
    const plain = await ask(magpie.url, { path })
    t.equal(plain.headers['content-encoding'], undefined, path)
    t.equal(plain.headers.vary, 'accept-encoding', path)
    for (const [acceptEncoding, coding] of chosen) {
      const { headers, bytes } = await ask(magpie.url, { path, headers: { 'accept-encoding': acceptEncoding } })
      t.equal(headers['content-encoding'] ?? 'none', coding, `${path} ${acceptEncoding}`)
      t.equal(headers.vary, 'accept-encoding', `${path} ${acceptEncoding}`)
      t.equal(unpack[coding](bytes).toString(), plain.text, `${path} ${acceptEncoding}`)
      if (coding !== 'none') t.ok(bytes.length < plain.bytes.length, `${path} ${acceptEncoding} is smaller`)
    }
  }
})

t.test('a list that is kept: the same coding the first time and later', async (t) => {
  const { magpie } = await collectImageSite(t)
  for (const [number, [acceptEncoding, coding]] of chosen.entries()) {
    // Of a query of its own the first answer is made, the second kept.
    const path = `/api/v1/images?limit=${100 + number}`
    for (const time of ['first', 'second']) {
      const { headers } = await ask(magpie.url, { path, headers: { 'accept-encoding': acceptEncoding } })
      t.equal(headers['content-encoding'] ?? 'none', coding, `${acceptEncoding} ${time}`)
    }
  }
})

t.test('HEAD: the headers of GET, and no body', async (t) => {
  const { magpie } = await collectImageSite(t)
  for (const path of ['/api/v1/images', '/api/v1/images.csv', '/assets/gallery.js']) {
    const { status, headers, bytes } = await ask(magpie.url, {
      method: 'HEAD',
      path,
      headers: { 'accept-encoding': 'gzip' },
    })
    t.equal(status, 200, path)
    t.equal(headers.vary, 'accept-encoding', path)
    t.equal(bytes.length, 0, path)
  }
})

t.test('what is small, collected bytes and events: sent as they are', async (t) => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${'<path d="M0 0h9"/>'.repeat(200)}</svg>`
  const routes = { '/': '<img src=a.svg>', '/a.svg': { headers: { 'content-type': 'image/svg+xml' }, body: drawing } }
  const site = await startSite(t, { routes })
  const magpie = await startMagpie(t)
  const { run } = await magpie.collect(`${site.url}/`)
  const { items } = await magpie.get<{ items: { links: { original: string } }[] }>('/images')
  const original = String(items[0]?.links.original)
  t.equal((await ask(magpie.url, { path: original })).text, drawing)
  const paths = ['/health/live', original, `/api/v1/runs/${run.id}/events`]
  for (const path of paths) {
    const { headers, status } = await ask(magpie.url, { path, headers: { 'accept-encoding': 'br, gzip' } })
    t.equal(status, 200, path)
    t.equal(headers['content-encoding'], undefined, path)
  }
})

t.test('a body that is packed: refused, not unpacked', async (t) => {
  const { magpie } = await collectImageSite(t)
  const asked = { method: 'POST', path: '/api/v1/collections' }
  for (const coding of ['gzip', 'br', 'nonsense']) {
    const { status, text } = await ask(magpie.url, { ...asked, headers: { 'content-encoding': coding }, body: '{}' })
    t.equal(status, 415, coding)
    t.match(JSON.parse(text).detail, coding)
  }
  const { status } = await ask(magpie.url, { ...asked, headers: { 'content-encoding': 'identity' }, body: '{}' })
  t.equal(status, 400, 'it is read')
})
