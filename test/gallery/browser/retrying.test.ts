import type { ServerResponse } from 'node:http'
import { galleryTest } from '../../support/gallery-test.ts'
import { photo, photoRoutes } from '../../support/photos.ts'
import type { Route } from '../../support/site.ts'

const few = await photoRoutes(2)
const failing = (): Record<string, Route> => ({
  ...few,
  '/': '<img src=1.jpg><img src=late.jpg><a href=/late>late</a>',
})

const healing = failing()
galleryTest(
  'retrying: the same run goes on with what failed, and shows how',
  { routes: healing },
  async ({ t, page, magpie, collect }) => {
    await collect()
    await page.getByText('1 page and 1 picture could not be had.').waitFor()
    const { items: before } = await magpie.get<{ items: { run: { id: string } }[] }>('/collections')
    const held = Promise.withResolvers<ServerResponse>()
    healing['/late.jpg'] = await photo(3)
    healing['/late'] = (_request, response) => held.resolve(response)

    await page.getByRole('button', { name: 'Try again what failed' }).press('Enter')
    const response = await held.promise
    await page.getByRole('status').getByText('Collecting').waitFor()
    t.equal(await page.getByRole('progressbar').count(), 1)
    t.equal(await page.getByRole('button', { name: 'Try again what failed' }).count(), 0)
    t.equal(await page.locator(':focus').getAttribute('aria-label'), 'Run', 'the focus is kept')

    response.writeHead(200, { 'content-type': 'text/html' }).end('<img src=2.jpg>')
    await page.getByText('Every page and every picture was seen.').waitFor()
    await page.locator('.tile').nth(2).waitFor()
    t.equal(await page.getByRole('button', { name: 'Try again what failed' }).count(), 0)
    const { items: after } = await magpie.get<{ items: { run: { id: string } }[] }>('/collections')
    t.equal(after[0]?.run.id, before[0]?.run.id)
  },
)

const half = failing()
galleryTest(
  'retrying: from the addresses that failed, whose list is read again',
  { routes: half },
  async ({ t, page, collect }) => {
    await collect()
    await page.locator('.number').nth(1).getByRole('link', { name: '1 failed' }).click()
    await page.locator('.finding').getByText('Not available').waitFor()
    half['/late.jpg'] = await photo(3)
    await page.getByRole('button', { name: 'Try again what failed' }).click()
    await page.getByRole('link', { name: 'Stored 2' }).waitFor()
    await page.getByRole('button', { name: 'Read the list again' }).click()
    await page.getByText('There are no such images.').waitFor()
    await page.getByRole('button', { name: 'Try again what failed' }).waitFor()
    await page.getByText('complete').waitFor()
    t.match(page.url(), /images\?verdict=failed$/)
  },
)

galleryTest(
  'retrying: where nothing failed there is no button',
  { routes: { ...few, '/': '<img src=1.jpg>' } },
  async ({ t, page, collect }) => {
    await collect()
    await page.getByText('Every page and every picture was seen.').waitFor()
    t.equal(await page.getByRole('button', { name: 'Try again what failed' }).count(), 0)
  },
)

const busy = failing()
galleryTest(
  'retrying: a run that goes on already is said so, and followed',
  { routes: busy },
  async ({ t, page, magpie, collect }) => {
    await collect()
    const held = Promise.withResolvers<ServerResponse>()
    busy['/late'] = (_request, response) => held.resolve(response)
    const { items } = await magpie.get<{ items: { run: { id: string } }[] }>('/collections')
    await magpie.app.server.inject({ method: 'POST', url: `/api/v1/runs/${items[0]?.run.id}/retry` })
    const response = await held.promise
    await page.getByRole('button', { name: 'Try again what failed' }).click()
    t.match(await page.getByRole('alert').innerText(), /goes on/)
    await page.getByRole('status').getByText('Collecting').waitFor()
    response.writeHead(200, { 'content-type': 'text/html' }).end('')
    await page.locator('.run:not(.run-active)').waitFor()
  },
)
