/** What a real browser makes of the bytes of an image, told by the pixels of a canvas. */
import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { openChromium } from './chromium.ts'

export interface Seen {
  /** The natural size; 0 for what the browser does not take for an image. */
  width: number
  height: number
  /** Drawn to the size that was asked for, its own where none was: red, green, blue, alpha. */
  pixels: Buffer
}

export interface Eye {
  look(bytes: Buffer, size?: { width: number; height: number }, mediaType?: string): Promise<Seen>
}

/** A text, because it is the browser that knows these names. */
const look = `async ({ base64, size, mediaType }) => {
  const image = new Image()
  const settled = new Promise((resolve) => { image.onload = image.onerror = resolve })
  image.src = URL.createObjectURL(await (await fetch('data:' + mediaType + ';base64,' + base64)).blob())
  await settled
  const { naturalWidth: width, naturalHeight: height } = image
  if (width === 0 || height === 0) return { width, height, pixels: '' }
  const canvas = Object.assign(document.createElement('canvas'), size ?? { width, height })
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  let text = ''
  for (let at = 0; at < data.length; at += 9999) text += String.fromCharCode(...data.subarray(at, at + 9999))
  return { width, height, pixels: btoa(text) }
}`

/** Undefined where no browser can be had: the test is skipped then, and fails in CI. */
export async function openEye(t: Test): Promise<Eye | undefined> {
  const opened = await openChromium()
  if ('missing' in opened) {
    if (process.env.CI) t.fail(opened.missing)
    else t.pass('without a browser', { skip: opened.missing })
    return undefined
  }
  t.teardown(() => opened.browser.close())
  const tab = await opened.browser.newPage()
  return {
    look: (bytes, size, mediaType = '') => lookIn(tab, { base64: bytes.toString('base64'), size, mediaType }),
  }
}

async function lookIn(
  tab: Page,
  asked: { base64: string; size: object | undefined; mediaType: string },
): Promise<Seen> {
  const seen = await tab.evaluate<Omit<Seen, 'pixels'> & { pixels: string }>(`(${look})(${JSON.stringify(asked)})`)
  return { ...seen, pixels: Buffer.from(seen.pixels, 'base64') }
}
