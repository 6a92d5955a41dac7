/** Exports over HTTP: whole, or seen not to be; read no faster than they are taken, and no longer than somebody listens. */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import type { Database } from '#platform'
import { exportRoutes } from '../../src/modules/catalog/export/export-routes.ts'
import { imageAdded, occurrencePlaced } from '../../src/modules/catalog/records.ts'
import { ask } from '../support/ask.ts'
import { atRest } from '../support/at-rest.ts'
import { databaseUrl, onEveryDatabase } from '../support/databases.ts'
import { collected, image, occurrence, store } from '../support/facts.ts'
import { collectImageSite } from '../support/image-site.ts'
import { isProblem } from '../support/is-problem.ts'
import { serveCatalogue } from '../support/serve-catalogue.ts'

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`exports of a collected site (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { magpie, collection, run, images } = await collectImageSite(t, { DATABASE_URL: url })
    const get = (path: string, method = 'GET') => ask(magpie.url, { method, path: `/api/v1/images${path}` })

    t.test('JSON Lines: an image in each of its uses, and a last line that says how many', async (t) => {
      const { status, headers, text } = await get(`.jsonl?collection=${collection.id}&sort=heaviest`)
      t.equal(status, 200)
      t.match(headers, {
        'content-type': 'application/jsonl; charset=utf-8',
        'content-disposition': /^attachment; filename="magpie-images-\d{4}-\d\d-\d\d\.jsonl"$/,
        'transfer-encoding': 'chunked',
        'cache-control': 'private, no-cache',
      })
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      t.strictSame(lines.pop(), { end: true, lines: 5 })
      t.strictSame(new Set(lines.map(({ id }) => id)).size, images.size)
      const large = lines.filter(({ id }) => id === images.get('/large.png')?.id)
      t.strictSame(large.map(({ occurrence }) => occurrence.pageTitle).sort(), ['About', 'Home'])
      t.match(large[0], {
        format: 'png',
        width: 640,
        links: { original: /original$/ },
        occurrence: { collection: collection.id },
      })
    })

    t.test('CSV: the same lines under a header', async (t) => {
      const { headers, text } = await get('.csv?format=png')
      t.match(headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': /\.csv"$/ })
      const [header, ...records] = text.trimEnd().split('\r\n')
      t.match(header, /^id,url,format,width,.*,page,pageTitle,element,hasAlt,alt,caption,heading,candidate,alternates$/)
      t.equal(records.length, 3)
      t.ok(records.some((record) => record.includes(',Home,img,true,A hill,')))
    })

    t.test('an id of a collection or run: the same in capitals', async (t) => {
      const capitals = (id: string) => id.toUpperCase()
      const lists = ['/images', '/images.jsonl', '/images/facets']
      for (const [path, upper] of [
        ...lists.map((path) => [
          `${path}?collection=${collection.id}`,
          `${path}?collection=${capitals(collection.id)}`,
        ]),
        [`/collections/${collection.id}`, `/collections/${capitals(collection.id)}`],
        [`/runs/${run.id}/resources`, `/runs/${capitals(run.id)}/resources`],
      ] as [string, string][]) {
        const [asIs, other] = await Promise.all(
          [path, upper].map((path) => ask(magpie.url, { path: `/api/v1${path}` })),
        )
        t.strictSame([other?.status, other?.text], [200, asIs?.text], path)
      }
    })

    t.test('nothing chosen: the end, or the header, alone', async (t) => {
      t.equal((await get('.jsonl?host=nowhere.test')).text, '{"end":true,"lines":0}\n')
      t.equal((await get('.csv?host=nowhere.test')).text.split('\r\n').length, 2)
    })

    t.test('HEAD: the headers, and nothing read', async (t) => {
      const { status, headers, bytes } = await get('.csv', 'HEAD')
      t.equal(status, 200)
      t.match(headers['content-type'], /text\/csv/)
      t.equal(bytes.length, 0)
    })

    t.test('pages there are none', async (t) => {
      for (const query of ['limit=5', 'cursor=x', 'unknown=1', 'sort=NEWEST', 'collection=1'])
        for (const form of ['.jsonl', '.csv']) isProblem(t, await get(`${form}?${query}`), 400, query)
    })
  })
}

/** Serves exports of 1,000 images of 20 kB of text each. */
async function startExporting(t: Test, database: Database, onQuery?: () => void) {
  const { collectionId } = await collected(database)
  const images = Array.from({ length: 1000 }, (_, at) => image(collectionId, { seenAt: at, alt: 'x'.repeat(20_000) }))
  for (let from = 0; from < images.length; from += 100) {
    const some = images.slice(from, from + 100)
    const uses = some.map((each, at) => occurrence(each, { ordinal: from + at }))
    await store(database, ...some.map(imageAdded.record), ...uses.map(occurrencePlaced.record))
  }
  return serveCatalogue(t, database, { routes: exportRoutes, ...(onQuery && { onQuery }) })
}

async function open(origin: string, path: string): Promise<IncomingMessage> {
  const [answer] = await once(request(`${origin}${path}`, { agent: false }).end(), 'response')
  return answer
}

onEveryDatabase('an export that nobody takes is not read, and ends with its client', async (t, database) => {
  const { origin, asked } = await startExporting(t, database)
  const answer = await open(origin, '/images.jsonl')
  // What is on its way fills the buffers of the connection, and then nothing more is asked for.
  await atRest(asked)
  const whole = 20
  t.ok(asked() < whole, `${asked()} questions`)
  answer.destroy()
  await once(answer, 'close')
  const other = await text(await open(origin, '/images.csv?host=nowhere.test'))
  t.match(other, /^id,/)
  t.ok(asked() < whole, `${asked()} questions after it has gone`)
})

onEveryDatabase('an export whose database fails: no clean end, and no last line', async (t, database) => {
  let asked = 0
  const { origin } = await startExporting(t, database, () => {
    asked += 1
    if (asked % 7 === 0) throw new Error('the database was lost')
  })
  for (const form of ['jsonl', 'csv']) {
    asked = 0
    const answer = await open(origin, `/images.${form}`)
    t.equal(answer.statusCode, 200)
    await t.rejects(text(answer), { code: 'ECONNRESET' }, form)
    t.notOk(answer.complete)
  }
  asked = 6
  const { status, headers } = await ask(origin, { path: '/images.jsonl' })
  t.equal(status, 500, 'where nothing was sent yet it is said with a status')
  t.equal(headers['content-disposition'], undefined)
})
