import { galleryTest } from '../../support/gallery-test.ts'
import { photo, photoRoutes } from '../../support/photos.ts'
import type { Route } from '../../support/site.ts'

const changing: Record<string, Route> = {
  ...(await photoRoutes(3)),
  '/': '<img src=1.jpg><img src=2.jpg><img src=3.jpg>',
}
galleryTest(
  'changes: told once there is a run before, and each leads to its addresses',
  { routes: changing },
  async ({ t, page, collect }) => {
    await collect()
    await page.locator('.tile').nth(2).waitFor()
    t.equal(await page.getByText('Since the last time').count(), 0)
    changing['/'] = '<img src=1.jpg><img src=2.jpg><img src=4.jpg><img src=5.jpg>'
    Object.assign(changing, { '/2.jpg': await photo(20), '/4.jpg': await photo(4), '/5.jpg': await photo(5) })
    await page.getByRole('button', { name: 'Collect again' }).click()
    await page.getByText('Since the last time: 2 new, 1 changed, 1 gone, 1 unchanged').waitFor()

    await page.getByRole('link', { name: '1 gone' }).click()
    const entries = page.locator('.finding')
    await entries.getByRole('link', { name: /\/3\.jpg$/ }).waitFor()
    t.match(page.url(), /images\?change=gone$/)
    await entries.filter({ hasText: /Gone\s*the last time: HTTP 200/ }).waitFor()
    t.equal(await entries.count(), 1)

    await page.getByRole('link', { name: 'Changed 1', exact: true }).click()
    await entries.getByRole('link', { name: /\/2\.jpg$/ }).waitFor()
    await entries.filter({ hasText: /Stored\s*Changed/ }).waitFor()
    t.equal(await entries.count(), 1)
    await page.getByRole('link', { name: 'New 2' }).click()
    await entries.nth(1).waitFor()
    t.match((await entries.allTextContents()).join(), /4\.jpg.*5\.jpg/s)
    await page.reload()
    await entries.nth(1).waitFor()
    const current = page.locator('.chips [aria-current]')
    t.equal((await current.innerText()).replace(/\s+/g, ' '), 'New 2')
    await page.getByRole('link', { name: 'All 4' }).click()
    await entries.nth(3).waitFor()
  },
)

galleryTest(
  'findings: a page that only a browser could fill is marked',
  { routes: { '/': '<div id="root"></div><script src="/app.js"></script><noscript>Enable JavaScript.</noscript>' } },
  async ({ t, page, collect }) => {
    await collect()
    await page.getByRole('link', { name: '1 read' }).click()
    const entry = page.locator('.finding')
    await entry.getByText('Needs a browser', { exact: true }).waitFor()
    const text = await entry.textContent()
    t.match(text, 'It shows its pictures only where its scripts run')
    t.notMatch(text, 'needs-browser')
  },
)
