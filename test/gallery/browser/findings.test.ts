import type { ServerResponse } from 'node:http'
import { galleryTest } from '../../support/gallery-test.ts'
import { photo, photoRoutes } from '../../support/photos.ts'

const few = await photoRoutes(2)
const routes = {
  ...few,
  '/': `<title>Start</title><img src=1.jpg><img src=copy.jpg><img src=gone.jpg><img src=words.jpg>
    <a href=/second>second</a><a href=/missing>missing</a><a href=http://elsewhere.test/>elsewhere</a>`,
  '/second': '<title>Second</title><img src=2.jpg>',
  '/copy.jpg': await photo(1),
  '/words.jpg': { headers: { 'content-type': 'image/jpeg' }, body: 'no image at all' },
}

galleryTest(
  'findings: from the numbers of a run to what became of each address, and back',
  { routes },
  async ({ t, page, site, collect }) => {
    await collect()
    await page.getByText('Every address was tried; 1 page and 1 picture could not be had.').waitFor()
    const numbers = await page.locator('.numbers').innerText()
    for (const words of ['2 read', '1 left out', '1 failed', '2 stored', '1 duplicates']) t.match(numbers, words)

    await page.locator('.number').nth(1).getByRole('link', { name: '1 failed' }).click()
    const entry = page.locator('.finding')
    await entry.getByRole('link', { name: /gone\.jpg$/ }).waitFor()
    t.match(page.url(), /#\/runs\/[^/]+\/images\?verdict=failed$/)
    await entry.filter({ hasText: /found on 127\.0\.0\.1:\d+\s*Not available\s*HTTP 404\s*.*404/ }).waitFor()
    t.equal(await entry.getByRole('link', { name: /gone/ }).getAttribute('href'), `${site.url}/gone.jpg`)

    await page.getByRole('link', { name: 'Left out 1' }).click()
    await entry.getByText('Not an image').waitFor()
    await page.getByRole('link', { name: 'Pages 4' }).click()
    await entry.nth(3).waitFor()
    await page.getByRole('link', { name: 'Left out 1' }).click()
    await entry.getByText('Outside the scope').waitFor()
    t.equal(await entry.count(), 1)
    await page.getByLabel('Why').selectOption('robots')
    await page.getByText('There are no such pages.').waitFor()
    t.match(page.url(), /pages\?verdict=robots$/)
    await page.reload()
    await page.getByText('There are no such pages.').waitFor()
    t.equal(await page.getByLabel('Why').inputValue(), 'robots')
    await page.locator('.page-head').getByRole('link').click()
    await page.locator('.tile').nth(1).waitFor()
  },
)

galleryTest(
  'findings: an address that gave an image opens it, and closing returns to the list',
  { routes },
  async ({ t, page, collect }) => {
    await collect()
    await page.getByRole('link', { name: '1 duplicates' }).click()
    await page.locator('.finding').getByText('Same bytes as another').waitFor()
    await page.getByRole('link', { name: /^Open / }).click()
    await page.getByRole('dialog').getByText('Used in 2 places').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    t.match(page.url(), /images\?verdict=duplicate$/)
    t.equal(await page.locator('.finding').count(), 1)
  },
)

const links = Array.from({ length: 250 }, (_, at) => `<a href=http://elsewhere.test/${at}>${at}</a>`).join('')
galleryTest('findings: a long list is read on as its end comes near', { routes: { '/': links } }, async (gallery) => {
  const { t, page, collect } = gallery
  await collect()
  await page.getByRole('link', { name: '250 left out' }).click()
  const entries = page.locator('.finding')
  await entries.nth(99).waitFor()
  t.ok((await entries.count()) < 250)
  for (const reached of [199, 249]) {
    await entries.last().scrollIntoViewIfNeeded()
    await entries.nth(reached).waitFor()
  }
  await page.locator('.more').scrollIntoViewIfNeeded()
  await page.locator('.more').waitFor({ state: 'detached' })
  t.equal(await entries.count(), 250)
})

const held = Promise.withResolvers<ServerResponse>()
galleryTest(
  'findings: of a run that goes on, the numbers follow and the list can be read again',
  {
    routes: {
      ...few,
      '/': '<img src=1.jpg><a href=/slow>slow</a>',
      '/slow': (_request, response) => held.resolve(response),
    },
  },
  async ({ t, page, site }) => {
    await page.getByLabel('Address of a website').fill(site.url)
    await page.keyboard.press('Enter')
    const response = await held.promise
    await page.getByRole('link', { name: '1 stored' }).click()
    const entries = page.locator('.finding')
    await entries.first().waitFor()
    await page.getByText('The numbers follow the run').waitFor()
    response.writeHead(200, { 'content-type': 'text/html' }).end('<img src=2.jpg>')
    await page.getByRole('link', { name: 'Stored 2' }).waitFor()
    t.equal(await entries.count(), 1)
    await page.getByRole('button', { name: 'Read the list again' }).click()
    await entries.nth(1).waitFor()
    t.equal(await page.locator('.pill').count(), 0)
  },
)

galleryTest('findings: a run that is not there is said so', {}, async ({ t, page, magpie }) => {
  await page.goto(`${magpie.url}/#/runs/018f0000-0000-7000-8000-000000000000/pages`)
  t.match(await page.getByRole('alert').innerText(), /Try again/)
})
