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
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await remove(magpie, id)
    response.writeHead(200, { 'content-type': 'text/html' }).end('<img src=1.jpg>')
    await page.locator('.card', { hasText: 'Kept' }).getByText('Complete').waitFor()
    await page.getByText('Deleted').waitFor({ state: 'detached' })
    t.equal(asked.filter((url) => url.endsWith(`/collections/${id}`)).length, 1, 'it is asked for no more')
  },
)
