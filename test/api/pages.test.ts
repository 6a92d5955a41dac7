/** Lists by pages: every item exactly once and in order, also while others arrive; the Link header leads the same way. */
import t, { type Test } from 'tap'
import { ask } from '../support/ask.ts'
import { databaseUrl } from '../support/databases.ts'
import { type Magpie, startMagpie } from '../support/magpie.ts'
import { picture } from '../support/pictures.ts'
import { type Route, startSite } from '../support/site.ts'

interface List {
  items: Record<string, unknown>[]
  next: string | null
}

const numbers = Array.from({ length: 7 }, (_, index) => index)

/** Seven pages with one image each, all of one size, and an image that all of them show. */
async function routes(): Promise<Record<string, Route>> {
  const images = await Promise.all(['shared', ...numbers].map(async (name) => [`/${name}.png`, await png()] as const))
  const pages = numbers.map((number) => [`/${number}`, `<img src=/shared.png><img src=/${number}.png>`] as const)
  return {
    '/': numbers.map((number) => `<a href=/${number}>${number}</a>`).join(''),
    ...Object.fromEntries([...images, ...pages]),
  }
}

async function png(): Promise<Buffer> {
  return (await picture(40, 30)).png().toBuffer()
}

async function whole(magpie: Magpie, path: string): Promise<string[]> {
  const list: List = JSON.parse((await ask(magpie.url, { path })).text)
  return list.items.map((item) => JSON.stringify(item))
}

/** Follows the Link header, and sees that it says the same as `next`. */
async function walk(t: Test, magpie: Magpie, path: string, limit: number, between = async () => {}): Promise<string[]> {
  const seen: string[] = []
  const start = new URL(path, magpie.url)
  start.searchParams.set('limit', String(limit))
  for (let url: URL | undefined = start; url; ) {
    const answer = await ask(magpie.url, { path: url.pathname + url.search })
    t.equal(answer.status, 200, answer.text)
    const { items, next }: List = JSON.parse(answer.text)
    t.ok(items.length === limit || next === null, 'only the last page may be short')
    seen.push(...items.map((item) => JSON.stringify(item)))
    const link = /^<([^>]+)>; rel="next"$/.exec(String(answer.headers.link))?.[1]
    const following: URL | undefined = link === undefined ? undefined : new URL(link, url)
    t.equal(following?.searchParams.get('cursor') ?? null, next)
    for (const [name, value] of start.searchParams)
      if (following) t.equal(following.searchParams.get(name), value, name)
    url = following
    await between()
  }
  return seen
}

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`every list (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const site = await startSite(t, { routes: await routes() })
    const magpie = await startMagpie(t, { DATABASE_URL: url })
    const { collection, run } = await magpie.collect(`${site.url}/`)
    const submit = async () => {
      await ask(magpie.url, { method: 'POST', path: '/api/v1/collections', body: { url: 'http://127.0.0.9/' } })
    }
    for (const _ of numbers) await submit()
    const shared = (await whole(magpie, '/api/v1/images'))
      .map((text) => JSON.parse(text))
      .find((each) => each.url.endsWith('/shared.png'))
    const lists: [path: string, count: number][] = [
      ...['newest', 'oldest', 'heaviest', 'lightest', 'largest', 'smallest'].map((sort): [string, number] => [
        `/api/v1/images?sort=${sort}`,
        8,
      ]),
      [
        `/api/v1/images?sort=largest&collection=${collection.id}&format=png%2Cjpeg&page=${encodeURIComponent(`${site.url}/3`)}`,
        2,
      ],
      [`/api/v1/images/${shared.id}/occurrences`, 7],
      [`/api/v1/runs/${run.id}/resources`, 8],
      [`/api/v1/runs/${run.id}/resources?verdict=stored`, 8],
      [`/api/v1/runs/${run.id}/pages`, 8],
      ['/api/v1/collections', 8],
    ]
    for (const [path, count] of lists) {
      const expected = await whole(magpie, path)
      t.equal(expected.length, count, path)
      for (const limit of [1, 2, 3, 8]) {
        // What changes by itself, such as the state of a run, is left out of the comparison.
        const ids = (items: string[]) =>
          path.endsWith('collections') ? items.map((item) => JSON.parse(item).id) : items
        t.strictSame(ids(await walk(t, magpie, path, limit)), ids(expected), `${path} by ${limit}`)
      }
    }

    const before = (await whole(magpie, '/api/v1/collections')).map((item) => JSON.parse(item).id)
    const seen = await walk(t, magpie, '/api/v1/collections', 2, submit)
    t.strictSame(
      seen.map((item) => JSON.parse(item).id),
      before,
      'what arrives on the way disturbs nothing',
    )
  })

  t.test(`cursors of others, forged or broken (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const site = await startSite(t, { routes: await routes() })
    const magpie = await startMagpie(t, { DATABASE_URL: url })
    const { run } = await magpie.collect(`${site.url}/`)
    const first = async (path: string): Promise<List> => JSON.parse((await ask(magpie.url, { path })).text)
    const images = (await first('/api/v1/images?limit=2')).next as string
    const pages = (await first(`/api/v1/runs/${run.id}/pages?limit=2`)).next as string
    const typeOf = async (path: string, cursor: string) => {
      const answer = await ask(magpie.url, {
        path: `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`,
      })
      return `${answer.status} ${JSON.parse(answer.text).type}`
    }
    const mismatch = '400 /problems/cursor-mismatch'
    t.equal(await typeOf('/api/v1/images?sort=oldest', images), mismatch)
    t.equal(await typeOf('/api/v1/images?format=png', images), mismatch)
    t.equal(await typeOf('/api/v1/collections', images), mismatch)
    t.equal(await typeOf(`/api/v1/runs/${run.id}/resources`, pages), mismatch)
    t.equal(await typeOf(`/api/v1/runs/${run.id}/pages?verdict=fetched`, pages), mismatch)
    t.equal(
      await typeOf('/api/v1/images?sort=newest&limit=5', images),
      '200 undefined',
      'a default spelled out, another limit',
    )

    const [query] = JSON.parse(Buffer.from(images, 'base64url').toString())
    const [pagesQuery] = JSON.parse(Buffer.from(pages, 'base64url').toString())
    const spell = (text: string) => Buffer.from(text).toString('base64url')
    const garbage = ['', 'x', '%', '💥', 'A'.repeat(1999), spell('null'), spell('{}'), spell('[]'), spell('[1]')]
    const positions = [
      '',
      ',1',
      ',"1","a"',
      ',1,2',
      ',1,null',
      ',1e999,"a"',
      ',1.5,"a"',
      ',9e15,"a","b"',
      ',1,"\\u0000"',
      ',1,"\\ud800"',
    ]
    const forged = positions.map((position) => spell(`["${query}"${position}]`))
    for (const cursor of [...garbage, ...forged]) {
      t.equal(
        await typeOf('/api/v1/images', cursor),
        '400 /problems/cursor-invalid',
        Buffer.from(cursor, 'base64url').toString().slice(0, 40),
      )
    }
    for (const position of ['"a"', '2147483648', '-1e300', 'true', '[]']) {
      const cursor = spell(`["${pagesQuery}",${position}]`)
      t.equal(await typeOf(`/api/v1/runs/${run.id}/pages`, cursor), '400 /problems/cursor-invalid', position)
    }
  })
}
