/** What one item of a feed names, or the feed itself. */
import type { Found } from './found.ts'
import { listPictures } from './markup.ts'

/** Of more items than this the rest is left. */
export const maxItems = 10_000

/** All addresses are absolute. */
export interface Item {
  links: string[]
  /** Of each picture its candidates, best first. */
  pictures: string[][]
  /** HTML, with what its addresses are relative to where that is said. */
  markup: { html: string; base: string | undefined }[]
}

export function createItem(): Item {
  return { links: [], pictures: [], markup: [] }
}

/** First what it names, then what its HTML shows: that is relative to the page of the item, else to the feed. */
export function addItem(item: Item, feedUrl: string, found: Found): void {
  for (const link of item.links) found.addLink(link)
  for (const candidates of item.pictures) found.addPicture(candidates, null)
  for (const { html, base } of item.markup) {
    const pictures = listPictures(html, base ?? item.links[0] ?? feedUrl)
    for (const { candidates, alt } of pictures) found.addPicture(candidates, alt)
  }
}
