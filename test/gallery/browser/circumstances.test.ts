import type { ServerResponse } from 'node:http'
import { galleryTest } from '../../support/gallery-test.ts'
import { photoRoutes } from '../../support/photos.ts'

const photos = await photoRoutes(6)
const home = Array.from({ length: 6 }, (_, at) => `<img src=/${at + 1}.jpg alt="Photo ${at + 1}">`).join('')
const routes = { ...photos, '/': home }

galleryTest(
  'token: asked for, refused when wrong, and enough for pictures and events',
  { routes, environment: { API_TOKEN: 'open;sesame%' } },
  async ({ t, page, collect }) => {
    const dialog = page.getByRole('dialog', { name: 'This Magpie asks for a token' })
    await dialog.getByLabel('Token').fill('wrong')
    await page.keyboard.press('Enter')
    await dialog.getByText('That token was not accepted.').waitFor()
    await dialog.getByLabel('Token').fill('open;sesame%')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await collect()
    await page.locator('.picture-there').nth(5).waitFor()
    await page.reload()
    await page.locator('.picture-there').nth(5).waitFor()
    t.equal(await dialog.count(), 0, 'kept for this tab')
  },
)

const groundIsDark = `(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)
  return red + green + blue < 3 * 64
})()`

const moves = `[...document.querySelectorAll('*')].some((one) => {
  const { animationName, transitionDuration } = getComputedStyle(one)
  return animationName !== 'none' || /[1-9]/.test(transitionDuration)
})`

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  galleryTest(`motion: ${reducedMotion}`, { routes, browser: { reducedMotion } }, async ({ t, page, collect }) => {
    await collect()
    await page.locator('.picture-there').nth(5).waitFor()
    t.equal(await page.evaluate(moves), reducedMotion === 'no-preference')
  })
}

const toolbarSticksOut =
  "[...document.querySelectorAll('.toolbar *')].some((one) => one.getBoundingClientRect().right > innerWidth)"

for (const colorScheme of ['light', 'dark'] as const) {
  galleryTest(
    `narrow: nothing sticks out at 360 px, ${colorScheme}`,
    { routes, browser: { viewport: { width: 360, height: 640 }, colorScheme, reducedMotion: 'reduce' } },
    async ({ t, page, collect }) => {
      const sticksOut = 'document.documentElement.scrollWidth > innerWidth'
      await page.getByText('Options').click()
      t.equal(await page.evaluate(sticksOut), false, 'home')
      await page.getByRole('radio', { name: 'A list of images' }).check()
      t.equal(await page.evaluate(sticksOut), false, 'home, for a list')
      await page.getByRole('radio', { name: 'A website' }).check()
      await collect()
      await page.locator('.picture-there').nth(5).waitFor()
      t.equal(await page.evaluate(sticksOut), false, 'collection')
      t.equal(await page.evaluate(toolbarSticksOut), false, 'toolbar')
      await page.locator('.tile a').first().click()
      await page.getByText('Used in 1 place').waitFor()
      const dialogSticksOut =
        "[...document.querySelectorAll('dialog *')].some((one) => one.getBoundingClientRect().right > innerWidth + 1)"
      t.equal(await page.evaluate(dialogSticksOut), false, 'image')
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: '6 stored' }).click()
      await page.locator('.finding').nth(5).waitFor()
      t.equal(await page.evaluate(sticksOut), false, 'addresses')
      t.equal(await page.evaluate(groundIsDark), colorScheme === 'dark')
    },
  )
}

galleryTest(
  'outage: a server that is gone is said so, and can be tried again',
  { routes },
  async ({ t, page, magpie, collect }) => {
    await collect()
    await page.locator('.tile').nth(5).waitFor()
    await magpie.close()
    await page.getByLabel('Sort').selectOption('newest')
    await page.getByText('Magpie cannot be reached').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Magpie cannot be reached').waitFor()
    t.ok(await page.getByLabel('Address of a website').isVisible())
  },
)

galleryTest('home: the collections, newest first, with their pictures', { routes }, async ({ t, page, collect }) => {
  await page.getByText('Nothing has been collected yet.').waitFor()
  await collect()
  await page.getByRole('link', { name: 'Magpie', exact: true }).click()
  await page.locator('.card .picture-there').nth(2).waitFor()
  t.match(await page.locator('.card').innerText(), /127\.0\.0\.1.*\n6 images\n.*Complete/s)
  await page.locator('.card a').click()
  await page.locator('.tile').nth(5).waitFor()
  await page.getByRole('link', { name: 'All images' }).click()
  await page.getByRole('heading', { name: 'All images' }).waitFor()
  await page.locator('.tile').nth(5).waitFor()
})

const held = Promise.withResolvers<ServerResponse>()
galleryTest(
  'home: of many collections that wait, the one that is collected is kept up to date',
  { routes: { ...photos, '/': (_request, response) => held.resolve(response) } },
  async ({ page, site, magpie }) => {
    const submit = (name: string) =>
      magpie.app.server.inject({ method: 'POST', url: '/api/v1/collections', payload: { url: site.url, name } })
    await submit('The oldest')
    const response = await held.promise
    for (let number = 1; number <= 12; number += 1) await submit(`Waits ${number}`)
    await page.reload()
    const oldest = page.locator('.card', { hasText: 'The oldest' })
    await oldest.getByText('Collecting').waitFor()
    response.writeHead(200, { 'content-type': 'text/html' }).end('<img src=1.jpg>')
    await oldest.getByText('Complete').waitFor()
  },
)

galleryTest('addresses: one that leads nowhere is said to, in plain words, with the way home', {}, async (gallery) => {
  const { t, page, magpie } = gallery
  const unknown = '00000000-0000-7000-8000-000000000001'
  for (const [address, what] of [
    ['#/collections/xyz', 'collection'],
    [`#/collections/${unknown}`, 'collection'],
    ['#/runs/xyz/pages', 'run'],
    ['#/images/xyz', 'image'],
    ['#/nope', 'page'],
  ] as const) {
    await page.goto(`${magpie.url}/${address}`)
    const alert = page.getByRole('alert')
    await alert.getByRole('heading', { name: `There is no such ${what} here` }).waitFor()
    t.notMatch(await page.locator('body').innerText(), /must match|uuid|\^|0000/, address)
    await alert.getByRole('link', { name: 'To the collections' }).click()
    await page.getByText('Nothing has been collected yet.').waitFor()
    t.match(page.url(), /#\/$/)
    t.equal(await page.getByRole('dialog').count(), 0)
  }
})
