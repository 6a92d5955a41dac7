/** How an image can be shown: by which address, at which shape, on which ground. */
import type { Image } from '../api/types.ts'
import type { Tiles } from './layout.ts'

/** What browsers show in an <img>; the others have at best a thumbnail. */
const shownByBrowsers = new Set(['jpeg', 'png', 'webp', 'gif', 'avif', 'svg', 'ico', 'bmp'])

/** Originals heavier than this are not worth their bytes in a small tile. */
const maxTileBytes = 2_000_000

/** The address for a tile, or null: then a label stands in. */
export function tileSource(image: Image): string | null {
  if (image.links.thumbnail !== null) return image.links.thumbnail
  return image.bytes <= maxTileBytes ? browserSource(image) : null
}

/** The address for the large view, or null. */
export function largeSource(image: Image): string | null {
  return browserSource(image) ?? image.links.thumbnail
}

function browserSource(image: Image): string | null {
  return shownByBrowsers.has(image.format) ? image.links.original : null
}

/**
 * Width by height of a tile, kept between a tall tower and a wide banner so that one picture cannot break the rows.
 * A small picture gets no more width than it can fill.
 */
export function tileRatio({ width, height }: { width: number; height: number }, tileHeight: number): number {
  if (!(width > 0) || !(height > 0)) return 1
  const most = Math.min(maxRatio, (width * maxGrowth + 24) / tileHeight)
  return Math.min(most, Math.max(minRatio, width / height))
}

/** Images as tiles for the layout: one whose size is not known may take all the height there is. */
export function tilesOf(images: readonly { width: number; height: number }[]): Tiles {
  return {
    count: images.length,
    ratio: (index, height) => tileRatio(images[index] ?? unknown, height),
    reach: (index) => images[index]?.height || Number.POSITIVE_INFINITY,
  }
}

const unknown = { width: 0, height: 0 }

/** Whether a tile would blow a picture up so far that it is better shown as small as it is. */
export function isSmallFor(image: { width: number; height: number }, tile: { width: number; height: number }): boolean {
  return image.width * maxGrowth < tile.width && image.height * maxGrowth < tile.height
}

const minRatio = 0.55
const maxRatio = 3.2
const maxGrowth = 1.5

/** The ground that a see-through picture stands out from, judged by its average colour. */
export function groundOf({ alpha, color }: { alpha: boolean; color: string | null }): 'none' | 'light' | 'dark' {
  if (!alpha) return 'none'
  return luminance(color ?? '#000000') > 0.55 ? 'dark' : 'light'
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
