/** A slow host delays nobody but itself. */
import type { RequestListener } from 'node:http'
import t from 'tap'
import type { CollectionAnswer } from '#collect'
import { findingsOf, png } from '../../../support/collecting.ts'
import { eventually } from '../../../support/eventually.ts'
import { runEnded, startMagpie } from '../../../support/magpie.ts'
import { type Route, startSite } from '../../../support/site.ts'

t.test(
  'a host that holds its answers back: all pages are read and all other images are stored meanwhile',
  async (t) => {
    const open = Promise.withResolvers<void>()
    const image = await png()
    const late: RequestListener = (_request, response) => void open.promise.then(() => response.end(image))
    const slow = await startSite(t, {
      address: '127.0.0.2',
      routes: new Proxy({}, { get: (_target, path) => (path === '/robots.txt' ? { status: 404 } : late) }),
    })
    const pages = 70
    const routes: Record<string, Route> = {}
    for (let number = 0; number < pages; number++) {
      const slowOnes = Array.from({ length: 20 }, (_, at) => `<img src=${slow.url}/${number}-${at}.png>`)
      routes[number === 0 ? '/' : `/page-${'x'.repeat(number)}`] =
        `${slowOnes.join('')}<img src=/${number}.png><a href=/page-${'x'.repeat(number + 1)}>next</a>`
      routes[`/${number}.png`] = Buffer.concat([image, Buffer.from(`${number}`)])
    }
    const site = await startSite(t, { routes })
    const magpie = await startMagpie(t)
    const answer = await magpie.app.server.inject({
      method: 'POST',
      url: '/api/v1/collections',
      payload: { url: site.url },
    })
    const { id, run } = answer.json<CollectionAnswer>()
    await eventually(
      () => magpie.get<CollectionAnswer>(`/collections/${id}`),
      ({ images }) => images === pages,
    )
    const { run: meanwhile } = await magpie.get<CollectionAnswer>(`/collections/${id}`)
    t.match(meanwhile, { state: 'running', pages: { fetched: pages }, images: { stored: pages, waiting: pages * 20 } })
    open.resolve()
    await runEnded(magpie.app.server, run.id)
    const { run: ended } = await magpie.get<CollectionAnswer>(`/collections/${id}`)
    t.match(ended, { state: 'succeeded', images: { stored: pages + 1, duplicate: pages * 20 - 1, waiting: 0 } })
  },
)

t.test('a host that answers nothing: a few requests wait for it, the others hear of it', async (t) => {
  const dead = await startSite(t, { address: '127.0.0.2', routes: {} })
  await dead.close()
  const images = Array.from({ length: 200 }, (_, at) => `${dead.url}/${at}.png`)
  const magpie = await startMagpie(t)
  const answer = await magpie.app.server.inject({
    method: 'POST',
    url: '/api/v1/collections',
    payload: { images, robots: false } as object,
  })
  const { run } = answer.json<CollectionAnswer>()
  await runEnded(magpie.app.server, run.id)
  const { resources } = await findingsOf(magpie, await magpie.get(`/runs/${run.id}`), dead)
  const rows = Object.values(resources)
  t.ok(rows.every(({ verdict }) => verdict === 'network-error'))
  t.ok(
    rows.filter(({ reason }) => /is left alone for a while: The connection was refused/.test(reason ?? '')).length >
      150,
  )
})
