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

/** Longest side of a preview in pixels. */
const previewSide = 1600

/** Originals lighter than this are there at once. */
const maxLightBytes = 500_000

export interface LargeSource {
  address: string
  /** Of the picture at that address, as far as is known. */
  width: number
  height: number
}

/** What the large view shows, or null: the original where it is small and light, else the preview. */
export function largeSource(image: Image): LargeSource | null {
  const { preview, thumbnail } = image.links
  const original = browserSource(image)
  if (original !== null && (preview === null || isWorthItsBytes(image))) return sized(original, image)
  if (preview !== null) return sized(preview, image, previewSide)
  return thumbnail === null ? null : sized(thumbnail, image)
}

/** A preview has one frame only, and of a drawing only pixels. */
function isWorthItsBytes({ format, animated, bytes, width, height }: Image): boolean {
  return animated || format === 'svg' || (bytes <= maxLightBytes && Math.max(width, height) <= previewSide)
}

function sized(address: string, { width, height }: Image, side = Number.POSITIVE_INFINITY): LargeSource {
  const scale = Math.min(1, side / Math.max(width, height, 1))
  return { address, width: Math.round(width * scale), height: Math.round(height * scale) }
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
