import type { Page } from 'playwright-core'
import { galleryTest } from '../../support/gallery-test.ts'
import { untilTrue } from '../../support/in-page.ts'
import { photo, photoRoutes } from '../../support/photos.ts'

const few = await photoRoutes(12)
const many = await photoRoutes(230, { width: 300, height: 200 })
const page = (count: number) =>
  Array.from({ length: count }, (_, at) => `<img src=/${at + 1}.jpg alt="Photo ${at + 1}">`).join('')

galleryTest(
  'grid: only what is near the screen is in the document, to the last page of the list',
  { routes: { ...many, '/': page(230) } },
  async ({ t, page, collect }) => {
    await collect()
    await page.reload()
    const tiles = page.locator('.tile')
    await tiles.nth(20).waitFor()
    t.ok((await tiles.count()) < 120, 'the first screens')
    t.equal(await tiles.first().getAttribute('aria-setsize'), '-1')
    await page.locator('.tile a').first().focus()
    const last = page.locator('.tile a:focus[data-index="229"]')
    for (let presses = 0; presses < 500 && !(await last.isVisible()); presses += 1) await page.keyboard.press('End')
    await last.waitFor()
    t.ok((await tiles.count()) < 160, 'the last screens')
    t.equal(await page.locator('.tile a:focus').evaluate(isOnScreen), true)
  },
)

galleryTest(
  'grid: what flies by is not asked for, what it lands on is',
  { routes: { ...many, '/': page(230) } },
  async ({ t, page, collect }) => {
    await collect()
    await page.getByLabel('Sort').selectOption('newest')
    await page.locator('.picture-there').nth(10).waitFor()
    // What is in the browser's memory would not be seen to be asked for when a flight has to be flown again.
    const debugging = await page.context().newCDPSession(page)
    await debugging.send('Network.setCacheDisabled', { cacheDisabled: true })
    const asked = new Set<string>()
    page.on('request', (request) => asked.add(request.url()))
    for (let longestPause = jumpMs; longestPause >= jumpMs; ) {
      const toEnd = "window.scrollTo(0, 1e9), document.querySelector('.tile').ariaSetSize === '230'"
      await untilTrue(page, toEnd)
      await untilTrue(page, "!document.querySelector('.tile img:not(.picture-there)')")
      asked.clear()
      longestPause = (await page.evaluate(flyToTop)) as number
    }
    await untilTrue(page, "!document.querySelector('.tile span.picture, .tile img:not(.picture-there)')")
    await page.locator('.tile a[data-index="0"] .picture-there').waitFor()
    t.ok(asked.size < 100, `${asked.size} of 230 were asked for`)
  },
)

galleryTest(
  'grid: a filter changes the address, what is shown, and can be cleared',
  { routes: { ...few, '/wide.png': await photo(40, { format: 'png' }), '/': `${page(3)}<img src=/wide.png>` } },
  async ({ t, page, collect }) => {
    await collect()
    const tiles = page.locator('.tile')
    await tiles.nth(3).waitFor()
    await page.getByLabel('Format').selectOption('png')
    await page.getByRole('link', { name: 'wide.png, missing alt text' }).waitFor()
    await tiles.nth(1).waitFor({ state: 'detached' })
    t.match(page.url(), /\?format=png$/)
    await page.reload()
    await tiles.nth(1).waitFor({ state: 'detached' })
    await page.getByLabel('Alt text', { exact: false }).and(page.locator('select')).selectOption('present')
    await page.getByText('No image fits these filters.').waitFor()
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await tiles.nth(3).waitFor()
    await page.getByLabel('Sort').selectOption('newest')
    await tiles.nth(3).waitFor()
    t.match(page.url(), /\?sort=newest$/)
  },
)

const named = (words: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `<img src=/${from + at}.jpg alt="${words} ${from + at}">`).join('')

galleryTest(
  'grid: a search is kept in the address, goes with the filters, and takes along what it finds',
  { routes: { ...few, '/': `${named('Red door', 1, 2)}${named('Green hill', 3, 5)}` } },
  async ({ t, page, collect }) => {
    await collect()
    const tiles = page.locator('.tile')
    await tiles.nth(4).waitFor()
    const field = page.getByRole('searchbox', { name: 'Search' })
    await field.pressSequentially('red do')
    await tiles.nth(2).waitFor({ state: 'detached' })
    await untilTrue(page, "location.hash.endsWith('?q=red+do')")
    t.equal(await page.getByRole('searchbox', { name: 'Search' }).and(page.locator(':focus')).inputValue(), 'red do')
    await page.getByLabel('Sort').selectOption('newest')
    await page.reload()
    await tiles.nth(1).waitFor()
    t.equal(await tiles.count(), 2)
    t.equal(await field.inputValue(), 'red do')
    const collection = /collections\/([^?]+)/.exec(page.url())?.[1] ?? ''
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Table' }).click(),
    ])
    const query = new URL(table.url()).searchParams
    t.same(Object.fromEntries(query), { sort: 'newest', q: 'red do', collection })
    t.match(table.suggestedFilename(), /\.csv$/)
    t.match(await page.getByRole('link', { name: 'Originals' }).getAttribute('href'), `/images.zip?${query}`)

    await field.fill('no such thing')
    await page.keyboard.press('Enter')
    await page.getByText('No image has “no such thing” in its texts or its file name.').waitFor()
    t.equal(await page.getByRole('link', { name: 'Table' }).count(), 0)
    await page.getByRole('button', { name: 'Show all images' }).click()
    await tiles.nth(4).waitFor()
    t.equal(await field.inputValue(), '')

    await page.getByRole('link', { name: 'All images' }).click()
    await field.fill('hill')
    await tiles.nth(2).waitFor()
    await tiles.nth(3).waitFor({ state: 'detached' })
    t.match(page.url(), /#\/images\?q=hill$/)
  },
)

galleryTest(
  'keyboard: the address field, the grid, an image and back',
  { routes: { ...few, '/': page(12) } },
  async ({ t, page, collect }) => {
    await collect()
    await page.locator('.tile').nth(11).waitFor()
    const names = await page.locator('.tile a').evaluateAll((tiles) => tiles.map((tile) => tile.ariaLabel))
    await page.locator('.tile a').first().focus()
    t.equal(await page.locator('.tile a[tabindex="0"]').count(), 1)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    t.equal(await focused(page), '1')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: names[1], exact: true }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('dialog', { name: names[2], exact: true }).waitFor()
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab')
      const inside = "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
      if (!(await page.evaluate(inside))) t.fail('the focus left the dialog')
    }
    await page.keyboard.press('Escape')
    await page.locator('.tile a:focus[data-index="2"]').waitFor()
    t.match(page.url(), /#\/collections\//)
    await page.keyboard.press('/')
    t.equal(await page.evaluate('document.activeElement.name'), 'url')
  },
)

/** At 8 screens a second, whatever the frames. Answers the longest pause between two of them, in milliseconds. */
const flyToTop = `new Promise((resolve) => {
  const from = { y: scrollY, at: performance.now() }
  let last = from.at
  let longest = 0
  const fly = (at) => {
    longest = Math.max(longest, at - last)
    last = at
    scrollTo({ top: from.y - (at - from.at) * 0.008 * innerHeight, behavior: 'instant' })
    if (scrollY === 0) resolve(longest)
    else requestAnimationFrame(fly)
  }
  requestAnimationFrame(fly)
})`

/** Where frames are further apart than this the page jumps, and what it jumps to is looked at. */
const jumpMs = 250

const isOnScreen = (tile: { getBoundingClientRect(): { top: number; bottom: number } }) => {
  const { top, bottom } = tile.getBoundingClientRect()
  return top >= 0 && bottom <= 800
}

async function focused(page: Page): Promise<string | null> {
  return page.locator(':focus').getAttribute('data-index')
}
