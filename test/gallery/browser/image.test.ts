import sharp from 'sharp'
import { galleryTest } from '../../support/gallery-test.ts'
import { plainPicture } from '../../support/metadata.ts'
import { photo, photoRoutes } from '../../support/photos.ts'

const few = await photoRoutes(2)
const manyUses = '<img src=1.jpg alt=Same>'.repeat(130)
const page = (count: number) =>
  Array.from({ length: count }, (_, at) => `<img src=/${at + 1}.jpg alt="Photo ${at + 1}">`).join('')

galleryTest(
  'image: its facts and its uses, and what strangers wrote stays text',
  {
    routes: {
      ...few,
      '/': `<title>&lt;img src=x onerror=alert(1)&gt;</title><figure><img src=1.jpg alt="<b>bold</b>"><figcaption>By &lt;i>N.N.</figcaption></figure><h2>A &lt;b>roof</h2><img src=2.jpg alt="">
        <a href=/other>other</a>`,
      '/other': '<title>Other</title><img src=1.jpg><p style="background: url(1.jpg)">Text</p>',
    },
  },
  async ({ t, page, site, collect }) => {
    await collect()
    await page.getByRole('link', { name: '<b>bold</b>' }).click()
    const dialog = page.getByRole('dialog', { name: '<b>bold</b>' })
    await dialog.getByText('Used in 3 places').waitFor()
    const text = await dialog.innerText()
    for (const words of [
      'JPEG',
      '600 × 400 px',
      '<img src=x onerror=alert(1)>',
      'Alt text missing',
      'Caption: By <i>N.N.',
      'Under “A <b>roof”',
    ])
      t.match(text, words)
    t.equal(text.match(/Alt text/g)?.length, 1, 'a background misses none')
    const link = dialog.getByRole('link', { name: 'Other' }).first()
    t.equal(await link.getAttribute('href'), `${site.url}/other`)
    t.equal(await link.getAttribute('rel'), 'noopener noreferrer')
    t.equal(
      await dialog.locator('.stage').evaluate((picture) => picture.decode().then(() => picture.naturalWidth)),
      600,
    )

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download original' }).click(),
    ])
    t.match(download.suggestedFilename(), /^[0-9a-f]{16}.*\.jpg$/)

    await page.reload()
    await dialog.getByText('Used in 3 places').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.locator('.tile').nth(1).waitFor()
    t.equal(await page.getByRole('dialog').count(), 0)
  },
)

const speaking = sharp(await photo(1))
  .withExif({ IFD0: { Make: 'Maker', Model: 'One', Copyright: '<i>Jane</i>' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
  .jpeg()
const raw = { width: 40, height: 60, channels: 3, pageHeight: 30 } as const
const film = sharp(Buffer.from(Array.from({ length: 40 * 60 * 3 }, (_, at) => (at < 3600 ? 0 : 200))), { raw })

galleryTest(
  'image: its palette, and what its file says where it says something',
  {
    routes: {
      '/': '<img src=1.jpg alt=One><img src=2.gif alt=Two><img src=3.png alt=Three>',
      '/1.jpg': await speaking.toBuffer(),
      '/2.gif': await film.gif({ delay: [300, 1200] }).toBuffer(),
      '/3.png': await plainPicture().png().toBuffer(),
    },
  },
  async ({ t, page, collect }) => {
    await collect()
    const facts = async (name: string): Promise<string> => {
      await page.getByRole('link', { name }).click()
      const dialog = page.getByRole('dialog', { name })
      await dialog.getByText('Used in 1 place').waitFor()
      const text = await dialog.locator('.facts').innerText()
      await page.getByRole('button', { name: 'Close' }).click()
      return text.replaceAll(/\s+/g, ' ')
    }
    const one = await facts('One')
    t.match(one, /Palette( #[0-9a-f]{6} \d+ %){3,5} Transparency/)
    t.match(
      one,
      'Copyright <i>Jane</i> Camera Maker One Quality About 80 of 100 Location The file says where it was taken',
    )
    t.match(await facts('Two'), 'Frames 2 Duration 1.5 s')
    t.notMatch(await facts('Three'), /Palette|Duration|Copyright|Location/, 'nothing where there is nothing')
  },
)

galleryTest(
  'image: going back closes it, and a foreign address of one is said to be nothing',
  { routes: { ...few, '/': page(2) } },
  async ({ t, page, magpie, collect }) => {
    await collect()
    await page.locator('.tile a').first().click()
    await page.getByRole('dialog').waitFor()
    await page.goBack()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    t.match(page.url(), /#\/collections\//)
    await page.goto(`${magpie.url}/#/images/${'0'.repeat(64)}`)
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  },
)

galleryTest(
  'image: used in more places than come with its details',
  { routes: { ...few, '/': manyUses } },
  async ({ t, page, collect }) => {
    await collect()
    await page.getByRole('link', { name: 'Same' }).click()
    await page.getByText('Used in 100 places or more').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('Used in 130 places', { exact: true }).waitFor()
    t.equal(await page.locator('.occurrence').count(), 130)
  },
)

galleryTest(
  'image: Escape pressed twice closes the image and nothing else',
  { routes: { ...few, '/': page(2) } },
  async ({ t, page, collect }) => {
    await collect()
    await page.locator('.tile a').first().click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator('.tile a:focus').waitFor()
    t.match(page.url(), /#\/collections\//)
  },
)

galleryTest(
  'image: shown large by its preview where the original is large, heavy or of a format that browsers do not show',
  {
    routes: {
      '/': '<img src=/large.jpg alt=Large><img src=/scan.tiff alt=Scan><img src=/small.jpg alt=Small>',
      '/large.jpg': await photo(1, { width: 2400, height: 1600 }),
      '/scan.tiff': await sharp(await photo(2, { width: 900, height: 600 }))
        .tiff()
        .toBuffer(),
      '/small.jpg': await photo(3),
    },
  },
  async ({ t, page, collect }) => {
    await collect()
    const shown: [name: string, link: RegExp, width: number][] = [
      ['Large', /\/preview$/, 1600],
      ['Scan', /\/preview$/, 900],
      ['Small', /\/original$/, 600],
    ]
    for (const [name, link, width] of shown) {
      await page.getByRole('link', { name }).click()
      const stage = page.getByRole('dialog', { name }).locator('.stage')
      t.equal(await stage.evaluate((picture) => picture.decode().then(() => picture.naturalWidth)), width, name)
      t.match(await stage.getAttribute('src'), link, name)
      const download = page.getByRole('link', { name: 'Download original' })
      t.match(await download.getAttribute('href'), /\/original$/, name)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  },
)

galleryTest(
  'image: while its preview is made, the thumbnail stands in, as large as what is to come',
  { routes: { '/': '<img src=/large.jpg alt=Large>', '/large.jpg': await photo(1, { width: 2400, height: 1600 }) } },
  async ({ t, page, collect }) => {
    await collect()
    const door = Promise.withResolvers<void>()
    await page.route('**/preview', (route) => door.promise.then(() => route.continue()))
    await page.getByRole('link', { name: 'Large' }).click()
    const stage = page.locator('.stage')
    await stage.waitFor()
    t.match(await stage.getAttribute('style'), /\/thumbnail/)
    const before = await stage.boundingBox()
    t.ok(before && before.width > 600)
    door.resolve()
    await page.locator('.stage-there').waitFor()
    const after = await stage.boundingBox()
    for (const side of ['width', 'height'] as const)
      t.ok(Math.abs(Number(before?.[side]) - Number(after?.[side])) < 1, side)
    t.notOk(await stage.getAttribute('style'))
  },
)

galleryTest(
  'image: while its preview cannot be had, the thumbnail is shown',
  { routes: { '/': '<img src=/large.jpg alt=Large>', '/large.jpg': await photo(1, { width: 2400, height: 1600 }) } },
  async ({ t, page, collect }) => {
    await collect()
    await page.route('**/preview', (route) => route.fulfill({ status: 503 }))
    await page.getByRole('link', { name: 'Large' }).click()
    const thumbnail = page.locator('.stage[src$="/thumbnail"]')
    t.equal(await thumbnail.evaluate((picture) => picture.decode().then(() => picture.naturalWidth)), 320)
  },
)

galleryTest(
  'image: an address of one opens it, whatever is beneath',
  { routes: { ...few, '/': page(1) } },
  async ({ t, page, magpie, collect }) => {
    await collect()
    const href = await page.locator('.tile a').getAttribute('href')
    for (const beneath of ['#/collections/00000000-0000-7000-8000-000000000001', '#/runs/xyz/images', '#/nowhere']) {
      await page.goto(`${magpie.url}/${beneath}`)
      await page.getByRole('heading', { name: /^There is no such/ }).waitFor()
      await page.goto(`${magpie.url}/${href}`)
      await page.getByRole('dialog').getByText('Used in 1 place').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      t.ok(page.url().endsWith(beneath), beneath)
    }
  },
)
