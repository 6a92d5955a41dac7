/** Conditional requests for what is known of images: 304 before anything is looked for, and never for other rows. */
import type { Test } from 'tap'
import { type Database, newId } from '#platform'
import { imageAdded, occurrencePlaced } from '../../src/modules/catalog/records.ts'
import { type Answer, ask } from '../support/ask.ts'
import { onEveryDatabase } from '../support/databases.ts'
import { collected, image, occurrence, store } from '../support/facts.ts'
import { serveCatalogue } from '../support/serve-catalogue.ts'

interface Serving {
  get(path: string, etag?: string): Promise<Answer>
  /** How many questions the database was asked since. */
  asked(): number
}

async function serve(t: Test, database: Database): Promise<Serving> {
  const { origin, asked } = await serveCatalogue(t, database)
  let before = 0
  return {
    get: (path, etag) => ask(origin, { path, ...(etag && { headers: { 'if-none-match': etag } }) }),
    asked() {
      const since = asked() - before
      before += since
      return since
    },
  }
}

onEveryDatabase('ETag: 304 after one question to the database, until something is stored', async (t, database) => {
  const { collectionId } = await collected(database)
  const one = image(collectionId)
  await store(database, imageAdded.record(one), occurrencePlaced.record(occurrence(one)))
  const { get, asked } = await serve(t, database)
  const paths = ['/images?sort=largest', '/images/facets', `/images/${one.digest}`, `/images/${one.digest}/similar`]
  const known = new Map<string, string>()
  for (const path of [...paths, `/images/${one.digest}/occurrences`, '/images.jsonl', '/images.csv']) {
    const { status, headers } = await get(path)
    t.equal(status, 200, path)
    known.set(path, String(headers.etag))
    asked()
    const again = await get(path, headers.etag)
    t.equal(again.status, 304, path)
    t.equal(again.bytes.length, 0, path)
    t.equal(again.headers.etag, headers.etag, path)
    t.equal(asked(), 1, `${path} asks for the revision alone`)
  }
  t.equal(new Set(known.values()).size, known.size, 'each query has a tag of its own')
  await store(database, imageAdded.record(image(collectionId)))
  for (const [path, etag] of known) {
    const { status, headers } = await get(path, etag)
    t.equal(status, 200, path)
    t.not(headers.etag, etag, path)
  }
})

onEveryDatabase('ETag: another query, spelled otherwise or refused', async (t, database) => {
  const { collectionId } = await collected(database)
  await store(database, imageAdded.record(image(collectionId)), imageAdded.record(image(collectionId)))
  const { get } = await serve(t, database)
  const { etag = '' } = (await get('/images?limit=1&sort=newest')).headers
  t.equal((await get('/images?sort=newest&limit=1', etag)).status, 304, 'the order of parameters')
  t.equal((await get('/images?limit=1', `"other", ${etag}`)).status, 304, 'one of several')
  t.equal((await get('/images?limit=1', etag.replace('W/', ''))).status, 304, 'strong or weak')
  t.equal((await get('/images?limit=2', etag)).status, 200)
  t.equal((await get('/images?limit=1&format=png', etag)).status, 200)
  const refused = await get('/images?limit=0', etag)
  t.equal(refused.status, 400)
  t.equal(refused.headers.etag, undefined)
  const unknown = await get(`/images/${'0'.repeat(64)}`)
  t.equal(unknown.status, 404)
  t.equal(unknown.headers.etag, undefined)
  t.equal(unknown.headers['cache-control'], 'no-store')
  t.equal((await get(`/images/${'0'.repeat(64)}`, '*')).status, 404)
})

onEveryDatabase('If-None-Match: *: 304 where there is anything, made now or kept', async (t, database) => {
  const { collectionId } = await collected(database)
  const one = image(collectionId)
  await store(database, imageAdded.record(one), occurrencePlaced.record(occurrence(one)))
  const { get } = await serve(t, database)
  const own = ['', '/occurrences', '/similar'].map((path) => `/images/${one.digest}${path}`)
  const lists = ['/images', '/images/facets', '/images/layout', '/images.jsonl', '/images.csv']
  for (const path of [...own, ...lists, `/collections/${collectionId}/duplicates`]) {
    for (const time of ['first', 'second']) {
      const { status, headers, bytes } = await get(path, '*')
      t.strictSame([status, bytes.length], [304, 0], `${path} ${time}`)
      t.match(headers, { etag: /^W/, 'content-type': undefined, 'content-length': undefined }, `${path} ${time}`)
    }
    t.equal((await get(path)).status, 200, path)
  }
  const none = '0'.repeat(64)
  for (const path of [`/images/${none}`, `/images/${none}/similar`, `/collections/${newId()}/duplicates`])
    t.equal((await get(path, '*')).status, 404, path)
  t.equal((await get('/images?limit=0', '*')).status, 400)
})

onEveryDatabase('the same asked again: answered from memory, until something is stored', async (t, database) => {
  const { collectionId } = await collected(database)
  await store(database, imageAdded.record(image(collectionId)), imageAdded.record(image(collectionId)))
  const { get, asked } = await serve(t, database)
  const path = '/images?limit=1'
  const first = await get(path)
  t.match(first.headers.link, /rel="next"/)
  asked()
  const again = await get(path)
  t.equal(asked(), 1, 'it asks for the revision alone')
  t.equal(again.text, first.text)
  for (const name of ['content-type', 'link', 'etag', 'vary', 'cache-control'])
    t.equal(again.headers[name], first.headers[name], name)
  t.equal((await get('/images?limit=2')).headers.link, undefined, 'another query')
  await store(database, imageAdded.record(image(collectionId, { seenAt: 9e12 })))
  t.not((await get(path)).text, first.text)
})

onEveryDatabase('what is kept is packed as the client takes it', async (t, database) => {
  const { collectionId } = await collected(database)
  await store(database, ...Array.from({ length: 20 }, () => imageAdded.record(image(collectionId))))
  const { origin, asked } = await serveCatalogue(t, database)
  const get = async (coding: string, path = '/images') => {
    const answer = await fetch(`${origin}${path}`, { headers: { 'accept-encoding': coding } })
    const { headers } = answer
    return { text: await answer.text(), coding: headers.get('content-encoding'), length: headers.get('content-length') }
  }
  const plain = await get('identity')
  for (const [accepted, coding] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, *;q=0', null],
    ['br', 'br'],
  ] as const) {
    const before = asked()
    const answer = await get(accepted)
    t.match(answer, { text: plain.text, coding }, accepted)
    t.ok(coding === null || Number(answer.length) < plain.text.length / 2)
    t.equal(asked() - before, 1)
  }
  await get('br', '/images?limit=1&sort=oldest')
  t.equal((await get('br', '/images?limit=1&sort=oldest')).coding, null, 'too little')
})
