import { galleryTest } from '../../support/gallery-test.ts'
import { scrollPageTo, untilTrue } from '../../support/in-page.ts'
import { photoRoutes } from '../../support/photos.ts'

const photos = await photoRoutes(130, { width: 300, height: 200 })
const page = (count: number) =>
  Array.from({ length: count }, (_, at) => `<img src=/${at + 1}.jpg alt="Photo ${at + 1}">`).join('')
const few = { ...photos, '/': page(70) }
/** More than the first page of the list. */
const many = { ...photos, '/': page(130) }

/** Follows a link from where the page is: a click would scroll to it first. */
const follow = (link: { click(): void }) => link.click()

galleryTest(
  'going back: a collection is where it was left, and so it is after a reload',
  { routes: many },
  async ({ t, page, collect }) => {
    await collect()
    await page.locator('.tile').nth(10).waitFor()
    await scrollPageTo(page, 5000)
    await page.getByRole('link', { name: 'All images' }).evaluate(follow)
    await page.getByRole('heading', { name: 'All images' }).waitFor()
    t.equal(await page.evaluate('scrollY'), 0, 'a new page begins at its top')
    await page.goBack()
    await untilTrue(page, 'scrollY === 5000')
    await page.getByText('Every page and every picture was seen.').waitFor()
    t.equal(await page.evaluate('scrollY'), 5000)
    await page.reload()
    await untilTrue(page, 'scrollY === 5000')
    await page.goForward()
    await page.getByRole('heading', { name: 'All images' }).waitFor()
    t.equal(await page.evaluate('scrollY'), 0)
  },
)

galleryTest('going back: from an image to the same place', { routes: few }, async ({ t, page, collect }) => {
  await collect()
  await page.getByText('Every page and every picture was seen.').waitFor()
  await page.locator('.tile').nth(10).waitFor()
  await scrollPageTo(page, 1200)
  const halfAbove = await page.evaluate<string>(
    `[...document.querySelectorAll('.tile a')].find((tile) => tile.getBoundingClientRect().bottom > 100).dataset.index`,
  )
  const tile = page.locator(`.tile a[data-index="${halfAbove}"]`)
  // From there the page goes on until the tile stands half above its edge.
  const top = (await tile.boundingBox())?.y ?? Number.NaN
  await scrollPageTo(page, 1200 + Math.round(top) + 20)
  const before = await page.evaluate('scrollY')
  await tile.evaluate(follow)
  await page.getByRole('dialog').waitFor()
  await page.goBack()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await untilTrue(page, `document.activeElement.dataset.index === '${halfAbove}'`)
  t.equal(await page.evaluate('scrollY'), before, 'though its tile stands half above the edge')
})

galleryTest('going back: a reader who scrolls is not held', { routes: few }, async ({ t, page, collect }) => {
  await collect()
  await page.locator('.tile').nth(10).waitFor()
  await scrollPageTo(page, 2500)
  await page.getByRole('link', { name: 'Magpie', exact: true }).evaluate(follow)
  await page.locator('.card a').waitFor()
  await page.goBack()
  await untilTrue(page, 'scrollY === 2500')
  await page.mouse.move(600, 400)
  await page.mouse.wheel(0, -500)
  await untilTrue(page, 'scrollY < 2200')
  await page.setViewportSize({ width: 1200, height: 700 })
  t.ok(await page.evaluate('scrollY < 2200'))
})

galleryTest(
  'going back: from a search and from a filter, one at a time',
  { routes: few },
  async ({ t, page, collect }) => {
    await collect()
    const tiles = page.locator('.tile')
    await tiles.nth(10).waitFor()
    const field = page.getByRole('searchbox', { name: 'Search' })
    await field.pressSequentially('photo', { delay: 20 })
    await untilTrue(page, "location.hash.endsWith('?q=photo')")
    await field.pressSequentially(' 70')
    await untilTrue(page, "document.querySelectorAll('.tile').length === 1")
    await page.getByLabel('Format').selectOption('png')
    await page.getByText('No image has “photo 70” in its texts or its file name and fits the filters.').waitFor()
    await page.goBack()
    await tiles.first().waitFor()
    t.equal(await page.getByLabel('Format').inputValue(), '')
    t.match(page.url(), /\?q=photo\+70$/)
    await page.goBack()
    await tiles.nth(10).waitFor()
    t.equal(await field.inputValue(), '')
    t.match(page.url(), /#\/collections\/[^?]+$/)
    await page.goBack()
    await page.getByRole('heading', { name: 'Every picture of a website' }).waitFor()
  },
)
