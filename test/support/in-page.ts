/** Waits in a page, whose content security policy allows no code made of text but what the debugger brings along. */
import type { Page } from 'playwright-core'

/** Resolves once the expression is true of the page, looked at before every frame; rejects after 45 s. */
export async function untilTrue(page: Page, expression: string): Promise<void> {
  const end = performance.now() + 45_000
  while ((await page.evaluate(expression)) !== true) {
    if (performance.now() > end) throw new Error(`expected to become true: ${expression}`)
    await page.evaluate('new Promise(requestAnimationFrame)')
  }
}

/** Scrolls to this height, as soon as the page is as long. */
export function scrollPageTo(page: Page, top: number): Promise<void> {
  return untilTrue(page, `window.scrollTo({ top: ${top}, behavior: 'instant' }), window.scrollY === ${top}`)
}
