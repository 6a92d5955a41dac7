/** From what is handed in to rows, and from rows to what the API hands out. */
import { getDomain } from 'tldts'
import { storableText } from '#platform'
import type { ImageDetails } from './detail-schemas.ts'
import type { Image } from './schemas.ts'
import type { ImageTable } from './tables.ts'
import type { Facts, Format, NewImage, Orientation } from './types.ts'

export function toImageRow({ digest, original, thumbnail, facts, url, page, alt, seenAt }: NewImage): ImageTable {
  const host = hostOf(url)
  return {
    id: digest,
    thumbnail: thumbnail?.digest ?? null,
    preview: null,
    url,
    host,
    domain: getDomain(host, { allowPrivateDomains: true }) ?? host,
    page,
    alt: storableText(alt),
    format: facts.format,
    width: facts.width,
    height: facts.height,
    pixels: facts.width * facts.height,
    bytes: original.byteLength,
    animated: Number(facts.animated),
    frames: facts.frames,
    alpha: Number(facts.alpha),
    damaged: Number(facts.damaged),
    orientation: orientationOf(facts),
    // Its places are stored after it, and say more.
    ways: 0,
    color: facts.color,
    thumbhash: facts.thumbhash,
    phash: facts.phash,
    first_seen_at: seenAt,
  }
}

function orientationOf({ width, height }: { width: number; height: number }): Orientation {
  if (width === height) return 'square'
  return width > height ? 'landscape' : 'portrait'
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : ''
}

const shapeColumns = [
  'format',
  'width',
  'height',
  'animated',
  'frames',
  'alpha',
  'damaged',
  'color',
  'thumbhash',
  'phash',
] as const satisfies (keyof ImageTable)[]

/**
 * What is asked of an image to tell of it, and to go on behind it in a list. Named one by one: a statement that is the same
 * every time is prepared once.
 */
export const imageColumns = [
  ...shapeColumns,
  'id',
  'thumbnail',
  'url',
  'host',
  'domain',
  'page',
  'alt',
  'pixels',
  'bytes',
  'orientation',
  'first_seen_at',
] as const satisfies (keyof ImageTable)[]

export type ImageRow = Pick<ImageTable, (typeof imageColumns)[number]>

/** What the decoder learned of an image, but for what is only told when it is opened. */
export function toShape(row: Pick<ImageTable, (typeof shapeColumns)[number]>): Omit<Facts, keyof ImageDetails> {
  return {
    format: row.format as Format,
    width: row.width,
    height: row.height,
    animated: row.animated === 1,
    frames: row.frames,
    alpha: row.alpha === 1,
    damaged: row.damaged === 1,
    color: row.color,
    thumbhash: row.thumbhash,
    phash: row.phash,
  }
}

export function toImage(row: ImageRow): Image {
  const self = `/api/v1/images/${row.id}`
  return {
    id: row.id,
    url: row.url,
    ...toShape(row),
    bytes: row.bytes,
    orientation: row.orientation as Orientation,
    alt: row.alt,
    page: row.page,
    host: row.host,
    domain: row.domain,
    firstSeenAt: new Date(row.first_seen_at).toISOString(),
    links: {
      thumbnail: row.thumbnail && `${self}/thumbnail`,
      preview: row.thumbnail && `${self}/preview`,
      original: `${self}/original`,
    },
  }
}
