import type { Page } from 'playwright-core'
import { eventually } from '../../support/eventually.ts'
import { galleryTest } from '../../support/gallery-test.ts'
import { photoRoutes } from '../../support/photos.ts'

const photos = await photoRoutes(3)

/** Into the address field, as from the clipboard, which a browser without a screen does not lend. */
function paste(page: Page, text: string): Promise<void> {
  return page.evaluate<void>(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', ${JSON.stringify(text)})
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.querySelector('[name=url]').dispatchEvent(event)
  }`)
}

/** The text that is selected in the field that has the focus. */
function selected(page: Page): Promise<string> {
  return page.evaluate<string>(
    '(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.activeElement)',
  )
}

galleryTest(
  'lists: several lines pasted into the field are a list, which is collected as it is',
  { routes: photos },
  async ({ t, page, site, magpie }) => {
    await paste(page, `${site.url}/1.jpg\n${site.url}/2.jpg\tA red door\t${site.url}/doors\n`)
    const area = page.getByRole('textbox', { name: 'Addresses of images', description: '2 addresses' })
    await area.and(page.locator(':focus')).waitFor()
    t.equal(await page.getByLabel('Address of a website').isVisible(), false)
    t.equal(await page.getByRole('radio', { name: 'A list of images' }).isChecked(), true)
    await page.keyboard.press('Control+Enter')
    await page.locator('.run:not(.run-active)').waitFor()
    await page.getByRole('heading', { name: 'A list of 2 images' }).waitFor()
    await page.getByText('Every picture was seen.').waitFor()
    t.notMatch(await page.locator('.numbers').innerText(), 'Pages')
    t.same(
      site.hits
        .map(({ url }) => url)
        .filter((url) => url !== '/robots.txt')
        .sort(),
      ['/1.jpg', '/2.jpg'],
    )

    await page.getByRole('link', { name: '1.jpg', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('From a list of images').waitFor()
    await dialog.getByText('No page is named').waitFor()
    t.equal(await dialog.getByText('Alt text missing').count(), 0)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'A red door' }).click()
    await dialog.getByText('Used in 1 place').waitFor()
    t.equal(await dialog.getByRole('link', { name: /doors$/ }).getAttribute('href'), `${site.url}/doors`)
    await page.keyboard.press('Escape')

    await page.getByRole('link', { name: '2 stored' }).click()
    await page.locator('.finding').nth(1).waitFor()
    t.equal(await page.getByRole('link', { name: /^Pages/ }).count(), 0)
    t.match(
      (await page.locator('.finding').allTextContents()).map((text) => text.includes('found on')),
      [false, true],
    )
    await page.getByRole('link', { name: 'Magpie', exact: true }).click()
    await page.locator('.card').getByText('A list of 2 images').waitFor()
    const { items } = await magpie.get<{ items: { url: unknown }[] }>('/collections')
    t.equal(items[0]?.url, null)
  },
)

galleryTest('lists: a mistake is named by its line, and leads there', { routes: photos }, async ({ t, page, site }) => {
  await page.getByRole('radio', { name: 'A list of images' }).check()
  const good = Array.from({ length: 30 }, (_, at) => `${site.url}/${at}.jpg`)
  const text = ['', ...good, 'ftp://wrong.test/a.jpg', ...good, '/only/a/path.jpg'].join('\n')
  const area = page.getByLabel('Addresses of images')
  await area.fill(text)
  await page.getByRole('button', { name: 'Collect', exact: true }).click()
  const alert = page.getByRole('alert')
  await alert.getByText('2 lines are not right yet').waitFor()
  t.match(await alert.innerText(), /Line 32 must be .*http.*\nLine 63 must be/)
  await eventually(
    () => selected(page),
    (words) => words === 'ftp://wrong.test/a.jpg',
  )
  t.equal(await area.getAttribute('aria-invalid'), 'true')
  await page.getByRole('button', { name: 'Line 63' }).click()
  await eventually(
    () => selected(page),
    (words) => words === '/only/a/path.jpg',
  )
  await eventually(
    () => area.evaluate((field) => field.scrollTop + field.clientHeight > field.scrollHeight - 30),
    (isInSight) => isInSight,
  )
  t.equal(await area.inputValue(), text, 'what was given is kept')
  await page.getByRole('radio', { name: 'A website' }).check()
  await alert.waitFor({ state: 'detached' })
})

galleryTest(
  'lists: only the options that apply are shown, and sent',
  { routes: photos },
  async ({ t, page, site, magpie }) => {
    await page.getByText('Options').click()
    await page.getByLabel('Most pages').fill('7')
    await page.getByRole('radio', { name: 'A list of images' }).check()
    for (const label of ['Scope', 'Most pages', 'Depth', 'Only these paths', 'Look for larger forms'])
      t.equal(await page.getByLabel(label).count(), 0, label)
    await page.getByLabel('Name').fill('Doors')
    await page.getByLabel('Smallest width').fill('5')
    await page.getByLabel('Addresses of images').fill(`${site.url}/1.jpg`)
    await page.getByRole('button', { name: 'Collect', exact: true }).click()
    await page.getByRole('heading', { name: 'Doors' }).waitFor()
    await page.locator('.tile').first().waitFor()
    const { items } = await magpie.get<{ items: object[] }>('/collections')
    t.match(items[0], { url: null, name: 'Doors', minWidth: 5, maxPages: 1000, fullSize: true })
  },
)

galleryTest(
  'lists: in the small form too, which then is for a website again',
  { routes: { ...photos, '/': '<img src=3.jpg>' } },
  async ({ t, page, site, collect }) => {
    await collect()
    t.equal(await page.getByRole('radio').count(), 0)
    await paste(page, `${site.url}/1.jpg\n${site.url}/2.jpg`)
    await page.getByLabel('Addresses of images').and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'A list of 2 images' }).waitFor()
    await page.locator('.tile').nth(1).waitFor()
    await page.keyboard.press('/')
    await page.getByLabel('Address of a website').and(page.locator(':focus')).waitFor()
    t.equal(await page.getByLabel('Address of a website').inputValue(), '')
  },
)
