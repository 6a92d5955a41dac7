/** A collection that was deleted: nothing is answered of it any more. */
import t from 'tap'
import { ask } from '../support/ask.ts'
import { databaseUrl } from '../support/databases.ts'
import { startMagpie } from '../support/magpie.ts'
import { picture } from '../support/pictures.ts'
import { startSite } from '../support/site.ts'

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`DELETE /collections/{id}: a small one is gone when the answer comes (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const magpie = await startMagpie(t, { DATABASE_URL: url })
    const image = await (await picture(60, 40)).png().toBuffer()
    const site = await startSite(t, { routes: { '/': '<img src=/a.png alt=hill>', '/a.png': image } })
    const { collection } = await magpie.collect(`${site.url}/`)
    const address = `/api/v1/collections/${collection.id}`
    t.match(await magpie.get('/images'), { items: [{ alt: 'hill' }] })
    t.equal((await ask(magpie.url, { method: 'DELETE', path: address })).status, 204)
    t.strictSame(await magpie.get('/images'), { items: [], next: null })
    t.strictSame((await magpie.get<{ total: object }>('/images/facets')).total, { count: 0, relation: 'eq' })
    t.strictSame((await magpie.get<{ items: unknown[] }>(`/images?collection=${collection.id}`)).items, [])
    for (const path of [address, `${address}/duplicates`, `/api/v1/runs/${collection.run.id}/pages`])
      t.equal((await ask(magpie.url, { path })).status, 404, path)
    t.equal((await ask(magpie.url, { method: 'DELETE', path: address })).status, 404)
    t.equal((await ask(magpie.url, { method: 'POST', path: `${address}/runs` })).status, 404)
    t.equal((await ask(magpie.url, { method: 'POST', path: `/api/v1/runs/${collection.run.id}/retry` })).status, 404)
  })

  t.test(`DELETE /collections/{id}: the key of its submission is free again (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const magpie = await startMagpie(t, { DATABASE_URL: url })
    const site = await startSite(t, { routes: { '/': 'nothing' } })
    const headers = { 'idempotency-key': 'one' }
    const submit = async () => {
      const body = { url: `${site.url}/` }
      const answer = await ask(magpie.url, { method: 'POST', path: '/api/v1/collections', body, headers })
      return JSON.parse(answer.text).id as string
    }
    const first = await submit()
    t.equal(await submit(), first)
    t.equal((await ask(magpie.url, { method: 'DELETE', path: `/api/v1/collections/${first}` })).status, 204)
    const second = await submit()
    t.not(second, first)
    t.equal((await ask(magpie.url, { path: `/api/v1/collections/${second}` })).status, 200)
  })
}
