/** What pretends to be an image, or is more than one: served back, nothing of it can run. */
import sharp from 'sharp'
import t from 'tap'
import { ask } from '../support/ask.ts'
import { bitmapFile, iconBitmap, iconFile } from '../support/bitmaps.ts'
import { jp2File } from '../support/headers.ts'
import { startMagpie } from '../support/magpie.ts'
import { picture } from '../support/pictures.ts'
import { startSite } from '../support/site.ts'

const page = Buffer.from('<!doctype html><script>document.title = "ran"</script>')

t.test('an original is served as what its signature says, whatever its server said', async (t) => {
  const icon = iconFile([{ width: 16, height: 16, bits: 8, bytes: iconBitmap({ bits: 8, width: 16, height: 16 }) }])
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, page.length]), page, Buffer.alloc(1)])
  const gif = await sharp(await (await picture(40, 30)).png().toBuffer())
    .gif()
    .toBuffer()
  const files: Record<string, [bytes: Buffer, mediaType: string]> = {
    '/behind': [Buffer.concat([gif, page]), 'image/gif'],
    '/within': [Buffer.concat([gif.subarray(0, -1), comment, Buffer.from(';')]), 'image/gif'],
    '/bmp': [Buffer.concat([bitmapFile({ bits: 24 }), page]), 'image/bmp'],
    '/ico': [Buffer.concat([icon, page]), 'image/x-icon'],
    '/jp2': [Buffer.concat([jp2File(40, 30), page]), 'image/jp2'],
    '/svg': [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/svg+xml'],
  }
  const routes = Object.entries(files).map(([path, [body]]) => [
    path,
    { headers: { 'content-type': 'text/html' }, body },
  ])
  const site = await startSite(t, {
    routes: {
      '/': Object.keys(files)
        .map((path) => `<img src=${path}>`)
        .join(''),
      ...Object.fromEntries(routes),
    },
  })
  const magpie = await startMagpie(t)
  await magpie.collect(`${site.url}/`)
  const { items } = await magpie.get<{ items: { id: string; url: string }[] }>('/images')
  t.equal(items.length, Object.keys(files).length)
  for (const { id, url } of items) {
    const [, mediaType] = files[new URL(url).pathname] ?? []
    const { headers } = await ask(magpie.url, { path: `/api/v1/images/${id}/original` })
    const expected = {
      'content-type': mediaType,
      'x-content-type-options': 'nosniff',
      'content-security-policy': /default-src 'none'.*sandbox$/,
      'content-disposition': /^attachment; filename="[0-9a-f]{16}\.(gif|bmp|ico|jp2|svg)"$/,
    }
    t.match(headers, expected, url)
  }
})
