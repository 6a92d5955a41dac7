/** An image as it is told when it is opened: from the file of a website to the answer of the API. */
import sharp from 'sharp'
import t from 'tap'
import { ask } from '../support/ask.ts'
import { createContract } from '../support/contract.ts'
import { startMagpie } from '../support/magpie.ts'
import { plainPicture, xmpPacket } from '../support/metadata.ts'
import { startSite } from '../support/site.ts'

/** A clock may well say 51.5 seconds. */
const withoutMoments = (text: string) => text.replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '""')

interface Told {
  format: string
  palette: { color: string; share: number }[]
  duration: number | null
  metadata: Record<string, unknown> | null
}

t.test('GET /images/{id}: palette, duration and metadata, the place only where it is asked for', async (t) => {
  const place = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } }
  const camera = { IFD0: { Make: 'Maker', Copyright: '(c) Jane' }, ...place }
  const titled = xmpPacket('<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A title</rdf:li></rdf:Alt></dc:title>')
  const raw = { width: 40, height: 60, channels: 3, pageHeight: 30 } as const
  const film = Buffer.from(Array.from({ length: 40 * 60 * 3 }, (_, at) => (at < 3600 ? 0 : 200)))
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20" fill="#00f"/></svg>'
  const routes = {
    '/': '<img src=/photo.jpg><img src=/film.gif><img src=/drawing.svg>',
    '/photo.jpg': await plainPicture().withExif(camera).withXmp(titled).jpeg({ quality: 83 }).toBuffer(),
    '/film.gif': await sharp(film, { raw })
      .gif({ delay: [300, 700] })
      .toBuffer(),
    '/drawing.svg': { headers: { 'content-type': 'image/svg+xml' }, body: svg },
  }
  const site = await startSite(t, { routes })
  const magpie = await startMagpie(t)
  await magpie.collect(`${site.url}/`)
  const contract = createContract(JSON.parse((await ask(magpie.url, { path: '/openapi.json' })).text))

  const told = new Map<string, Told>()
  const { items } = await magpie.get<{ items: { id: string; palette?: unknown }[] }>('/images')
  for (const { id, palette } of items) {
    t.equal(palette, undefined, 'lists tell no details')
    const asked = { path: `/api/v1/images/${id}` }
    const answer = await ask(magpie.url, asked)
    t.strictSame(contract.complaints(asked, answer), [])
    t.notMatch(withoutMoments(answer.text), /gps|51\.5/i)
    const image: Told = JSON.parse(answer.text)
    told.set(image.format, image)
    const placed = await ask(magpie.url, { path: `${asked.path}?location=true` })
    t.strictSame(contract.complaints({ path: `${asked.path}?location=true` }, placed), [])
    if (image.format === 'jpeg') t.match(JSON.parse(placed.text).metadata.location, { GPSLatitude: 51.5 })
    else t.notMatch(withoutMoments(placed.text), /51\.5/)
  }

  t.match(told.get('jpeg'), { palette: [{ color: /^#8[78]5[456]2[123]$/, share: 1 }], duration: null })
  t.match(told.get('jpeg')?.metadata, {
    orientation: 1,
    bitDepth: 8,
    quality: 83,
    hasLocation: true,
    iptc: null,
    truncated: false,
  })
  t.match(told.get('jpeg')?.metadata, { exif: { Make: 'Maker', Copyright: '(c) Jane' }, xmp: { title: 'A title' } })
  t.match(told.get('gif'), { palette: [{ color: '#000000', share: 1 }], duration: 1000 })
  t.match(told.get('gif')?.metadata, { quality: null, hasLocation: false, exif: null })
  t.match(told.get('svg'), { palette: [{ color: '#0000ff', share: 1 }], duration: null, metadata: null })
})
