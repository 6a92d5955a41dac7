/** A submission that was accepted while the database was away, and is then refused by it: it is kept, seen, and sent again. */
import SQLite from 'better-sqlite3'
import t from 'tap'
import type { CollectionAnswer } from '#collect'
import { eventually } from '../support/eventually.ts'
import { runEnded, startMagpie } from '../support/magpie.ts'
import { picture } from '../support/pictures.ts'
import { startSite } from '../support/site.ts'

interface List {
  items: { id: string; about: string[] }[]
}

t.test('dead letters: listed, refused again, stored in the end, deleted', async (t) => {
  const site = await startSite(t, { routes: { '/a.png': await (await picture(30, 20)).png().toBuffer() } })
  const file = `${t.testdir()}/magpie.db`
  const magpie = await startMagpie(t, { DATABASE_URL: `sqlite:${file}` })
  const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
    magpie.app.server.inject({ method, url: `/api/v1${url}`, ...(payload && { payload }) })
  const other = new SQLite(file)
  t.teardown(() => other.close())
  const submit = async (name: string) =>
    (await ask('POST', '/collections', { images: [`${site.url}/a.png`], name })).json<CollectionAnswer>()

  other.exec(`create trigger refusing before insert on collections when new.name like 'no%'
    begin select raise(abort, 'that name is not liked'); end; begin exclusive`)
  const refused = await submit('no name')
  await submit('another name')
  await submit('no name either')
  other.exec('commit')
  await eventually(
    () => magpie.get<List>('/dead-letters'),
    ({ items }) => items.length === 2,
  )
  // It stays answered from the disk until all that came with it has its verdict.
  await eventually(
    () => ask('GET', `/collections/${refused.id}`),
    ({ statusCode }) => statusCode === 404,
  )
  const { items } = await magpie.get<List>('/dead-letters')
  const letter = items.find(({ about }) => about.includes(`collection ${refused.id}`))
  t.match(letter, { kinds: ['collection-accepted'], reason: 'that name is not liked', setAsideAt: /Z$/ })
  const second = items.find((item) => item !== letter)

  const again = await ask('POST', `/dead-letters/${letter?.id}/retry`)
  t.equal(again.statusCode, 409)
  t.match(again.json(), { type: '/problems/record-refused', detail: /that name is not liked/ })
  other.exec('drop trigger refusing')
  t.equal((await ask('POST', `/dead-letters/${letter?.id}/retry`)).statusCode, 204)
  await runEnded(magpie.app.server, refused.run.id)
  t.match(await magpie.get(`/collections/${refused.id}`), { name: 'no name', images: 1, run: { state: 'succeeded' } })

  t.equal((await ask('DELETE', `/dead-letters/${second?.id}`)).statusCode, 204)
  t.strictSame((await magpie.get<List>('/dead-letters')).items, [])
  for (const method of ['DELETE', 'POST'] as const) {
    const path = `/dead-letters/${letter?.id}${method === 'POST' ? '/retry' : ''}`
    t.equal((await ask(method, path)).statusCode, 404)
  }
})
