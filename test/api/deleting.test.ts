/** Deleting a collection while its run is under way: what is learned at the same moment must not stand in the way. */
import { once } from 'node:events'
import t from 'tap'
import { ask } from '../support/ask.ts'
import { databaseUrl } from '../support/databases.ts'
import { startMagpie } from '../support/magpie.ts'
import { picture } from '../support/pictures.ts'
import { startSite } from '../support/site.ts'

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`DELETE /collections/{id}: at any moment of its run (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const magpie = await startMagpie(t, { DATABASE_URL: url })
    const image = await (await picture(60, 40)).png().toBuffer()
    const images = Array.from({ length: 12 }, (_, at) => `<img src="/${at}.png">`).join('')
    const links = Array.from({ length: 12 }, (_, at) => `<a href="/page-${at}">page</a>`).join('')
    const routes = Object.fromEntries([
      ...Array.from({ length: 12 }, (_, at) => [`/${at}.png`, image]),
      ...Array.from({ length: 12 }, (_, at) => [`/page-${at}`, images]),
    ])
    const site = await startSite(t, { routes: { '/': images + links, ...routes } })
    for (let answers = 1; answers <= 20; answers++) {
      const body = { url: `${site.url}/` }
      const seen = site.hits.length
      const submitted = await ask(magpie.url, { method: 'POST', path: '/api/v1/collections', body })
      const { id, run } = JSON.parse(submitted.text)
      while (site.hits.length < seen + answers) await once(site.events, 'answered')
      t.equal((await ask(magpie.url, { method: 'DELETE', path: `/api/v1/collections/${id}` })).status, 204)
      t.equal((await ask(magpie.url, { path: `/api/v1/runs/${run.id}` })).status, 404)
    }
    t.strictSame((await magpie.get<{ items: unknown[] }>('/collections')).items, [])
  })
}
