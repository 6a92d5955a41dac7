import type { Page } from 'playwright-core'
import { galleryTest } from '../../support/gallery-test.ts'
import { photoRoutes } from '../../support/photos.ts'

const photos = await photoRoutes(3)
const routes = {
  ...photos,
  '/': '<img src=1.jpg alt="A red door"><img src=2.jpg alt=""><img src=3.jpg><img src=4.jpg>',
}

galleryTest(
  'accessibility: everything that can be used has a name, on every page',
  { routes },
  async ({ t, page, collect }) => {
    await page.getByText('Options').click()
    t.same(await unnamed(page), [], 'home')
    await page.getByRole('radio', { name: 'A list of images' }).check()
    t.same(await unnamed(page), [], 'home, for a list')
    await page.getByRole('radio', { name: 'A website' }).check()
    await collect()
    await page.locator('.picture-there').nth(2).waitFor()
    t.same(await unnamed(page), [], 'collection')
    await page.getByRole('link', { name: 'A red door' }).click()
    await page.getByText('Used in 1 place').waitFor()
    t.same(await unnamed(page), [], 'image')
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: '3 stored' }).click()
    await page.locator('.finding').nth(2).waitFor()
    t.same(await unnamed(page), [], 'addresses')
  },
)

galleryTest(
  'accessibility: landmarks, the state of a run, and tiles by what they show',
  { routes },
  async ({ t, page, collect }) => {
    await collect()
    await page.locator('.tile').nth(2).waitFor()
    for (const landmark of ['banner', 'main'] as const) t.equal(await page.getByRole(landmark).count(), 1, landmark)
    t.equal(await page.getByRole('heading', { level: 1 }).count(), 1)
    t.match(await page.getByRole('status').innerText(), /Complete\s+Every address was tried/)
    t.equal(await page.getByRole('list', { name: 'Images' }).count(), 1)
    const names = await page.locator('.tile a').evaluateAll((tiles) => tiles.map((tile) => tile.ariaLabel))
    t.same(names.sort(), ['2.jpg, empty alt text', '3.jpg, missing alt text', 'A red door'])
    await page.getByRole('link', { name: '1 failed' }).click()
    const current = page.locator('.findings [aria-current]')
    await current.nth(1).waitFor()
    const texts = await current.allInnerTexts()
    t.same(
      texts.map((text) => text.replace(/\s+/g, ' ')),
      ['Images 4', 'Failed 1'],
    )
  },
)

galleryTest('accessibility: the focus is always to be seen', { routes }, async ({ t, page, collect }) => {
  await collect()
  await page.locator('.tile').nth(2).waitFor()
  await page.locator('.brand').focus()
  const seen = new Set<string>()
  for (let presses = 0; presses < 16; presses += 1) {
    await page.keyboard.press('Tab')
    const { name, outlined } = await page.evaluate<{ name: string; outlined: boolean }>(focusInSight)
    if (!outlined) t.fail(`no outline at ${name}`)
    seen.add(name)
  }
  t.ok(seen.size > 10)
})

const focusInSight = `(() => {
  const focused = document.activeElement
  const ringed = [focused, focused.closest('.choice')].filter(Boolean)
  const outlined = focused === document.body || ringed.some((one) => getComputedStyle(one).outlineStyle !== 'none')
  return { name: focused.outerHTML.slice(0, 80), outlined }
})()`

const used = new Set([
  'link',
  'button',
  'textbox',
  'combobox',
  'spinbutton',
  'checkbox',
  'radio',
  'radiogroup',
  'image',
  'dialog',
  'form',
])

/** The roles of what Chromium would read out without a name. */
async function unnamed(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes
    .filter(({ ignored, name }) => !ignored && !name?.value)
    .map(({ role }) => String(role?.value))
    .filter((role) => used.has(role))
}
