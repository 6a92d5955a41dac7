/** Similar images, from the files of a website to the answers of the API, on both databases. */
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
  t.test(`GET /images/{id}/similar (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const site = await startSite(t, { routes: await routes() })
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
    isProblem(t, await ask(magpie.url, { path: `/api/v1/images/${'f'.repeat(64)}/similar` }), 404, 'unknown')
  })
}
