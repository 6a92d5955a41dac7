/** Similar images, from the files of a website to the answers of the API, on both databases. */
import sharp from 'sharp'
import t from 'tap'
import { ask } from '../support/ask.ts'
import { databaseUrl } from '../support/databases.ts'
import { isProblem } from '../support/is-problem.ts'
import { startMagpie } from '../support/magpie.ts'
import { picture } from '../support/pictures.ts'
import { startSite } from '../support/site.ts'

interface List {
  items: { id: string; url: string; distance: number; phash: string }[]
  next: string | null
}

async function routes() {
  const [one, other] = [await picture(), await picture()]
  return {
    '/': ['one.png', 'small.png', 'saved.jpg', 'other.png'].map((name) => `<img src=/${name}>`).join(''),
    '/one.png': await one.clone().png().toBuffer(),
    '/small.png': await one.clone().resize(200, 150).png().toBuffer(),
    '/saved.jpg': await one.clone().jpeg({ quality: 60 }).toBuffer(),
    '/other.png': await other.png().toBuffer(),
  }
}

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`similar to an image, and to a picture that is sent (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const made = await routes()
    const scaled = await sharp(made['/one.png']).resize(300, 225).webp().toBuffer()
    const site = await startSite(t, { routes: made })
    const magpie = await startMagpie(t, { DATABASE_URL: url })
    await magpie.collect(`${site.url}/`)
    const images = await magpie.get<List>('/images')
    const one = images.items.find((image) => image.url.endsWith('/one.png'))
    const path = `/images/${one?.id}/similar`
    const found = await magpie.get<List>(path)
    t.strictSame(found.items.map((image) => image.url.replace(site.url, '')).sort(), ['/saved.jpg', '/small.png'])
    const distances = found.items.map(({ distance }) => distance)
    t.strictSame(distances, distances.toSorted())
    const { distance, ...image } = found.items[0] as List['items'][number]
    t.strictSame(
      images.items.find(({ id }) => id === image.id),
      image,
      'each an image as lists tell it',
    )

    const first = await magpie.get<List>(`${path}?limit=1`)
    const second = await magpie.get<List>(`${path}?limit=1&cursor=${first.next}`)
    t.strictSame([...first.items, ...second.items], found.items)
    t.equal(second.next, null)
    const elsewhere = await ask(magpie.url, { path: `/api/v1${path}?distance=4&limit=1&cursor=${first.next}` })
    isProblem(t, elsewhere, 400, 'a cursor of another distance')
    for (const query of ['distance=17', 'distance=-1', 'distance=1.5', 'distance=', 'distance=1&distance=2', 'd=1'])
      isProblem(t, await ask(magpie.url, { path: `/api/v1${path}?${query}` }), 400, query)
    const send = (body: Buffer | string, contentType: string, query = '') =>
      ask(magpie.url, {
        method: 'POST',
        path: `/api/v1/images/similar${query}`,
        headers: { 'content-type': contentType },
        body,
      })
    const again = await send(scaled, 'image/png')
    t.strictSame(
      JSON.parse(again.text)
        .items.map(({ url }: { url: string }) => url.replace(site.url, ''))
        .sort(),
      ['/one.png', '/saved.jpg', '/small.png'],
      'POST /images/similar',
    )
    const head = JSON.parse((await send(scaled, 'application/octet-stream', '?limit=1')).text)
    const rest = JSON.parse((await send(scaled, 'image/x-any', `?limit=2&cursor=${head.next}`)).text)
    t.strictSame([...head.items, ...rest.items], JSON.parse(again.text).items, 'by pages')
    t.equal((await magpie.get<List>('/images')).items.length, 4, 'what is looked for is not kept')
    const flat = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
      .png()
      .toBuffer()
    t.strictSame(JSON.parse((await send(flat, 'image/png')).text), { items: [], next: null })
    isProblem(t, await send('no picture', 'image/png'), 422, 'not an image')
    isProblem(t, await send(scaled.subarray(0, 40), 'image/png'), 422, 'a broken one')
    isProblem(t, await send('', 'image/png'), 422, 'an empty one')
    isProblem(t, await send('{}', 'application/json'), 415, 'JSON')
    isProblem(t, await send(scaled, 'image/png', '?distance=17'), 400, 'too far')
    isProblem(t, await ask(magpie.url, { method: 'POST', path: '/api/v1/images/similar' }), 400, 'nothing')
    isProblem(t, await ask(magpie.url, { path: `/api/v1/images/${'f'.repeat(64)}/similar` }), 404, 'unknown')
  })
}
