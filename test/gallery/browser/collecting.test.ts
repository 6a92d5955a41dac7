import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { bitmapFile } from '../../support/bitmaps.ts'
import { galleryTest } from '../../support/gallery-test.ts'
import { photo, photoRoutes } from '../../support/photos.ts'

const photos = await photoRoutes(9)

const held = Promise.withResolvers<ServerResponse>()
galleryTest(
  'collecting: pictures appear while it goes on, and nothing above moves',
  {
    routes: {
      ...photos,
      '/': '<img src=1.jpg><img src=2.jpg><img src=3.jpg><img src=4.jpg><img src=5.jpg><a href=/second>more</a>',
      '/second': (_request, response) => held.resolve(response),
    },
  },
  async ({ t, page, site }) => {
    await page.getByLabel('Address of a website').fill(site.url.replace('http://', ''))
    await page.getByRole('button', { name: 'Collect', exact: true }).click()
    const tiles = page.locator('.tile')
    await tiles.nth(4).waitFor()
    t.equal(await page.locator('.tag').innerText(), 'Collecting')
    t.equal(await page.getByRole('progressbar').count(), 1)
    const before = await tiles.first().boundingBox()
    await tiles.first().evaluate((tile) => tile.setAttribute('data-kept', 'yes'))

    const response = await held.promise
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<img src=6.jpg><img src=7.jpg><img src=8.jpg><img src=9.jpg>')
    await tiles.nth(8).waitFor()
    await page.getByText('Every page and every picture was seen.').waitFor()
    t.equal(await page.locator('.tag').innerText(), 'Complete')
    t.equal(await page.locator('[data-kept]').count(), 1, 'the tiles are the same ones')
    t.same(await page.locator('[data-kept]').boundingBox(), before)
    await page.getByText('9 images', { exact: true }).waitFor()
    t.equal(await page.locator('.pill').count(), 0, 'nothing is left to be shown')
  },
)

galleryTest(
  'collecting: every picture is loaded and named by its alt text',
  { routes: { ...photos, '/': '<img src=1.jpg alt="A red door"><img src=2.jpg>' } },
  async ({ t, page, collect }) => {
    await collect()
    await page.getByRole('link', { name: 'A red door' }).waitFor()
    await page.getByRole('link', { name: '2.jpg, missing alt text' }).waitFor()
    await page.locator('.picture-there').nth(1).waitFor()
    t.equal(await page.locator('.tile').count(), 2)
  },
)

galleryTest(
  'collecting: a start page that cannot be had is said so',
  { routes: { '/': { status: 404 } } },
  async ({ t, page, collect }) => {
    await collect()
    t.equal(await page.locator('.tag').innerText(), 'Failed')
    await page.getByText('404').waitFor()
    await page.getByText('There are no images here.').waitFor()
  },
)

galleryTest('collecting: an address that is refused is explained at the field', {}, async ({ t, page }) => {
  await page.getByLabel('Address of a website').fill('ftp://example.org')
  await page.keyboard.press('Enter')
  t.match(await page.getByRole('alert').innerText(), /http/)
  t.match(page.url(), /\/$/)
  const field = page.getByRole('textbox', { name: 'Address of a website', description: /http/ })
  t.equal(await field.inputValue(), 'ftp://example.org', 'what was typed is kept')
  t.equal(await field.getAttribute('aria-invalid'), 'true')
})

galleryTest(
  'collecting: options are sent, and one that is wrong is shown at its field',
  { routes: { ...photos, '/': '<img src=1.jpg><a href=/in/a>in</a><a href=/out>out</a>', '/in/a': '<img src=2.jpg>' } },
  async ({ t, page, site, magpie }) => {
    await page.getByText('Options').click()
    await page.getByLabel('Address of a website').fill(site.url)
    await page.getByLabel('Only these paths').fill('/in/\n/$')
    await page.getByLabel('Smallest width').fill('-1')
    await page.getByLabel('Keep to robots.txt').uncheck()
    await page.getByRole('checkbox', { name: 'Look for larger forms', description: /resized/ }).uncheck()
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Collect', exact: true }).click()
    const wrong = page.getByRole('spinbutton', { name: 'Smallest width', description: /0/ })
    await wrong.and(page.locator(':focus')).waitFor()
    await wrong.fill('5')
    await page.keyboard.press('Enter')
    await page.locator('.run:not(.run-active)').waitFor()
    const { items } = await magpie.get<{ items: Record<string, unknown>[] }>('/collections')
    t.match(items[0], {
      include: ['/in/', '/$'],
      exclude: [],
      robots: false,
      fullSize: false,
      minWidth: 5,
      minHeight: 2,
    })
    t.equal(site.hits.filter(({ url }) => url === '/out').length, 0)
  },
)

const never = Promise.withResolvers<void>()
galleryTest(
  'collecting: cancelled, collected again, deleted',
  {
    routes: {
      ...photos,
      '/': '<img src=1.jpg><a href=/slow>slow</a>',
      '/slow': (_request, response) => {
        never.resolve()
        void once(response, 'close')
      },
    },
  },
  async ({ t, page, site }) => {
    await page.getByLabel('Address of a website').fill(site.url)
    await page.keyboard.press('Enter')
    await never.promise
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('What was collected until then is kept.').or(page.locator('.tag-cancelled')).first().waitFor()
    await page.getByRole('button', { name: 'Collect again' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Collect again' }).waitFor()

    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Keep it' }).click()
    t.equal(await page.getByRole('dialog').count(), 0)
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Nothing has been collected yet.').waitFor()
  },
)

galleryTest(
  'collecting: what no decoder reads is shown by the browser itself',
  {
    routes: {
      '/': '<img src=a.bmp alt=Bitmap><img src=1.png alt=Photo>',
      '/a.bmp': bmp(),
      '/1.png': await photo(7, { format: 'png' }),
    },
  },
  async ({ t, page, collect }) => {
    await collect()
    const bitmap = page.getByRole('link', { name: 'Bitmap' }).locator('img')
    await bitmap.waitFor()
    t.match(await bitmap.getAttribute('src'), /\/original$/)
    t.ok(await bitmap.evaluate((picture) => picture.decode().then(() => picture.naturalWidth === 2)))
  },
)

/** Two by two pixels, run-length encoded. */
function bmp(): Buffer {
  const header = bitmapFile({ bits: 8, width: 2, height: 2 }).subarray(0, -8)
  header.writeUInt32LE(1, 30)
  return Buffer.concat([header, Buffer.from([2, 9, 0, 0, 2, 9, 0, 1])])
}
