/** A test of the gallery: a real browser before a real Magpie, beside a real website to collect. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import '../../scripts/build-gallery.ts'
import { type OpenedChromium, openChromium } from './chromium.ts'
import { type Magpie, startMagpie } from './magpie.ts'
import { type Route, type Site, startSite } from './site.ts'

export interface GalleryTestOptions {
  /** What the website answers. */
  routes?: Record<string, Route>
  environment?: Record<string, string>
  browser?: BrowserContextOptions
}

export interface GalleryTest {
  t: Test
  page: Page
  site: Site
  magpie: Magpie
  /** Types the site's address, presses Enter, and waits for the end of the run. */
  collect(): Promise<void>
}

type Body = (gallery: GalleryTest) => Promise<void>

let opening: Promise<OpenedChromium> | undefined

/** Each test file is a process of its own: its tests share one browser, and each has a fresh context of it. */
function chromiumOfThisFile(): Promise<OpenedChromium> {
  opening ??= openChromium()
  return opening
}

t.teardown(async () => {
  const opened = await opening
  if (opened !== undefined && 'browser' in opened) await opened.browser.close()
})

/**
 * Where no browser can be had the test is skipped, with the reason; in CI it fails. Whatever the page throws, and
 * whatever its content security policy stops, fails the test.
 */
export function galleryTest(name: string, options: GalleryTestOptions, body: Body): void {
  t.test(name, async (t) => {
    const opened = await chromiumOfThisFile()
    if ('browser' in opened) await run(t, opened.browser, options, body)
    else if (process.env.CI) t.fail(opened.missing)
    else t.pass(name, { skip: opened.missing })
  })
}

async function run(t: Test, browser: Browser, options: GalleryTestOptions, body: Body): Promise<void> {
  const site = await startSite(t, { routes: options.routes ?? {} })
  const magpie = await startMagpie(t, options.environment)
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options.browser })
  t.teardown(() => context.close())
  context.setDefaultTimeout(45_000)
  const page = await context.newPage()
  const mishaps = watch(page)
  await page.goto(magpie.url)
  await body({ t, page, site, magpie, collect: () => collect(page, site) })
  t.same(mishaps, [], 'nothing went wrong in the page')
}

function watch(page: Page): string[] {
  const mishaps: string[] = []
  page.on('pageerror', (error) => mishaps.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /content security policy/i.test(message.text())) mishaps.push(message.text())
  })
  return mishaps
}

async function collect(page: Page, site: Site): Promise<void> {
  await page.getByLabel('Address of a website').fill(site.url)
  await page.keyboard.press('Enter')
  await page.locator('.run:not(.run-active)').waitFor()
}
