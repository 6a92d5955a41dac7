/** The bytes of images over HTTP: what they are called, what is sent of them, and that nothing of them can run. */
import { createHash } from 'node:crypto'
import t, { type Test } from 'tap'
import { ask } from '../support/ask.ts'
import { openChromium } from '../support/chromium.ts'
import { databaseUrl } from '../support/databases.ts'
import { collectImageSite } from '../support/image-site.ts'

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`originals and thumbnails (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { magpie, site, images } = await collectImageSite(t, { DATABASE_URL: url })
    const whole = Buffer.from(await (await fetch(`${site.url}/large.png`)).arrayBuffer())
    const id = images.get('/large.png')?.id as string
    const original = `/api/v1/images/${id}/original`
    const get = (headers: Record<string, string> = {}, method = 'GET', path = original) =>
      ask(magpie.url, { method, path, headers })

    t.test('headers: type, name, policy, and that it may be kept', async (t) => {
      const { headers, bytes } = await get()
      t.same(bytes, whole)
      t.equal(createHash('sha256').update(bytes).digest('hex'), id)
      t.match(headers, {
        'content-type': 'image/png',
        'content-length': String(whole.byteLength),
        'content-disposition': `attachment; filename="${id.slice(0, 16)}.png"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': /default-src 'none'.*sandbox/,
        'cache-control': 'public, max-age=31536000, immutable',
        'accept-ranges': 'bytes',
        etag: `"${id}"`,
      })
      const thumbnail = await get({}, 'GET', `/api/v1/images/${id}/thumbnail`)
      t.match(thumbnail.headers, {
        'content-type': 'image/webp',
        etag: /^"[0-9a-f]{64}"$/,
        'cache-control': /immutable/,
      })
      t.equal(thumbnail.headers['content-disposition'], undefined)
      t.equal(thumbnail.bytes.subarray(8, 12).toString(), 'WEBP')
    })

    t.test('an image that is small and light is its own thumbnail', async (t) => {
      const small = images.get('/small@2x.png')?.id as string
      const { status, headers, bytes } = await get({}, 'GET', `/api/v1/images/${small}/thumbnail`)
      t.match({ status, headers }, { status: 200, headers: { 'content-type': 'image/png', etag: `"${small}"` } })
      t.equal(createHash('sha256').update(bytes).digest('hex'), small)
      t.match(headers, { 'content-security-policy': /sandbox/, 'x-content-type-options': 'nosniff' })
    })

    t.test('HEAD: the headers of GET and no body', async (t) => {
      const { status, headers, bytes } = await get({}, 'HEAD')
      t.equal(status, 200)
      t.equal(headers['content-length'], String(whole.byteLength))
      t.equal(bytes.length, 0)
      for (const range of ['bytes=0-0', `bytes=${whole.byteLength}-`]) {
        const answer = await get({ range }, 'HEAD')
        t.equal(answer.status, 200, range)
        t.equal(answer.headers['content-length'], String(whole.byteLength), range)
      }
    })

    t.test('If-None-Match: 304 for what the client has', async (t) => {
      const cases: [string, number][] = [
        [`"${id}"`, 304],
        [`W/"${id}"`, 304],
        [`"other", "${id}"`, 304],
        ['*', 304],
        ['"other"', 200],
        [id, 200],
      ]
      for (const [tag, status] of cases) {
        const answer = await get({ 'if-none-match': tag })
        t.equal(answer.status, status, tag)
        t.equal(answer.headers.etag, `"${id}"`, tag)
        if (status === 304) t.equal(answer.bytes.length, 0, tag)
      }
    })

    t.test('Range: one range of bytes, as RFC 9110 has it', (t) => ranges(t, whole, (headers) => get(headers)))

    t.test('If-Range: a part of the same content, else the whole', async (t) => {
      const range = 'bytes=0-0'
      t.equal((await get({ range, 'if-range': `"${id}"` })).status, 206)
      t.equal((await get({ range, 'if-range': '"other"' })).status, 200)
      t.equal((await get({ range, 'if-range': `W/"${id}"` })).status, 200)
      t.equal((await get({ range, 'if-range': 'Mon, 02 Nov 2026 00:00:00 GMT' })).status, 200)
    })
  })
}

type Get = (headers: Record<string, string>) => ReturnType<typeof ask>

async function ranges(t: Test, whole: Buffer, get: Get): Promise<void> {
  const size = whole.byteLength
  const parts: [range: string, start: number, end: number][] = [
    ['bytes=0-0', 0, 0],
    ['bytes=0-99', 0, 99],
    [`bytes=${size - 1}-`, size - 1, size - 1],
    ['bytes=100-', 100, size - 1],
    [`bytes=10-${size + 1000}`, 10, size - 1],
    ['bytes=-10', size - 10, size - 1],
    [`bytes=-${size + 1}`, 0, size - 1],
    ['bytes=-999999999999999', 0, size - 1],
  ]
  for (const [range, start, end] of parts) {
    const answer = await get({ range })
    t.equal(answer.status, 206, range)
    t.equal(answer.headers['content-range'], `bytes ${start}-${end}/${size}`, range)
    t.equal(answer.headers['content-length'], String(end - start + 1), range)
    t.same(answer.bytes, whole.subarray(start, end + 1), range)
  }
  for (const range of [
    `bytes=${size}-`,
    'bytes=999999999-',
    `bytes=${'9'.repeat(23)}-`,
    `bytes=${'9'.repeat(400)}-`,
    'bytes=-0',
  ]) {
    const answer = await get({ range })
    t.equal(answer.status, 416, range)
    t.equal(answer.headers['content-range'], `bytes */${size}`, range)
    t.match(answer.headers['content-type'], /problem\+json/, range)
    t.equal(answer.headers['cache-control'], 'no-store', range)
  }
  for (const range of [
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=9-1',
    'bytes=a-b',
    'items=0-1',
    'bytes=0-1,3-4',
    'bytes=1e2-',
  ]) {
    const answer = await get({ range })
    t.equal(answer.status, 200, range)
    t.equal(answer.bytes.length, size, range)
  }
}

t.test('an SVG with a script: saved when opened by itself, shown as a picture, and it never runs', async (t) => {
  const opened = await openChromium()
  if ('missing' in opened) {
    if (process.env.CI) t.fail(opened.missing)
    else t.pass('SVG', { skip: opened.missing })
    return
  }
  t.teardown(() => opened.browser.close())
  const { magpie, images } = await collectImageSite(t)
  const original = `/api/v1/images/${images.get('/drawing.svg')?.id}/original`
  t.match((await ask(magpie.url, { path: original })).headers, {
    'content-type': 'image/svg+xml',
    'content-disposition': /^attachment/,
    'content-security-policy': /sandbox/,
  })
  const page = await opened.browser.newPage()
  const download = page.waitForEvent('download')
  await page.goto(`${magpie.url}${original}`).catch(() => {})
  t.match((await download).suggestedFilename(), /\.svg$/, 'it is saved, not shown')
  await page.goto(magpie.url)
  // A text, because it is the browser that knows these names.
  const shown = await page.evaluate(`(async () => {
    const image = new Image()
    image.src = '${original}'
    await image.decode()
    return [image.naturalWidth, document.title]
  })()`)
  t.strictSame(shown, [200, 'Magpie'], 'as a picture it is shown')
})
