import type { ServerResponse } from 'node:http'
import { galleryTest } from '../../support/gallery-test.ts'
import type { Magpie } from '../../support/magpie.ts'
import { photoRoutes } from '../../support/photos.ts'

const photos = await photoRoutes(2)

/** Has a site collected, past the gallery; answers the collection's id. */
async function submit({ app }: Magpie, url: string, name: string): Promise<string> {
  const payload = { url, name }
  const answer = await app.server.inject({ method: 'POST', url: '/api/v1/collections', payload })
  return answer.json<{ id: string }>().id
}

const remove = ({ app }: Magpie, id: string) =>
  app.server.inject({ method: 'DELETE', url: `/api/v1/collections/${id}` })

const first = Promise.withResolvers<ServerResponse>()
galleryTest(
  'deleted elsewhere: a card goes, and the others are kept up to date',
  { routes: { ...photos, '/': (_request, response) => first.resolve(response) } },
  async ({ t, page, site, magpie }) => {
    await submit(magpie, site.url, 'Kept')
    const response = await first.promise
    const id = await submit(magpie, site.url, 'Deleted')
    await page.reload()
    await page.locator('.card').nth(1).waitFor()
    let refusals = 0
    page.on('response', (answer) => {
      if (answer.status() === 404) refusals += 1
    })
    await remove(magpie, id)
    await page.getByText('Deleted').waitFor({ state: 'detached' })
    response.writeHead(200, { 'content-type': 'text/html' }).end('<img src=1.jpg>')
    await page.locator('.card', { hasText: 'Kept' }).getByText('Complete').waitFor()
    t.equal(refusals, 1, 'it is asked for no more')
  },
)

for (const [name, link] of [
  ['a collection', null],
  ['the addresses of a run', '1 stored'],
] as const) {
  const slow = Promise.withResolvers<ServerResponse>()
  galleryTest(
    `deleted elsewhere: ${name} that is being looked at is said to be gone`,
    {
      routes: {
        ...photos,
        '/': '<img src=1.jpg><a href=/slow>slow</a>',
        '/slow': (_request, response) => slow.resolve(response),
      },
    },
    async ({ t, page, site, magpie }) => {
      const id = await submit(magpie, site.url, 'Site')
      await slow.promise
      await page.goto(`${magpie.url}/#/collections/${id}`)
      await page.locator('.tile').waitFor()
      if (link !== null) await page.getByRole('link', { name: link }).click()
      if (link !== null) await page.locator('.finding').waitFor()
      await remove(magpie, id)
      await page.getByRole('heading', { name: /^There is no such/ }).waitFor()
      t.equal(await page.locator('.run, .tile, .finding').count(), 0)
    },
  )
}

galleryTest(
  'deleted elsewhere: a collection is said to be gone where something is done with it',
  { routes: { ...photos, '/': '<img src=1.jpg>' } },
  async ({ page, magpie, collect }) => {
    await collect()
    await remove(magpie, /[^/]+$/.exec(page.url())?.[0] ?? '')
    await page.getByRole('button', { name: 'Collect again' }).click()
    await page.getByRole('heading', { name: 'There is no such collection here' }).waitFor()
  },
)
