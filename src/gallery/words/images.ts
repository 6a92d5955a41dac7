/** An image in words for people. */
import type { Image } from '../api/types.ts'
import { fileName } from './addresses.ts'

/** Its alt text, or its file's name where there is none. */
export function imageName(image: { alt: string | null; url: string }): string {
  return image.alt?.trim() || fileName(image.url)
}

/** Its name for those who cannot see it, with what is wrong with its alt text; a list that tells none is not wrong. */
export function imageLabel({ alt, url, page }: { alt: string | null; url: string; page: string }): string {
  const name = imageName({ alt, url })
  const state = altState(alt)
  const isUntold = state === 'missing' && page === ''
  return state === 'present' || isUntold ? name : `${name}, ${state} alt text`
}

/** What a reader of the alt attribute would meet: text, an empty one, none at all. */
export function altState(alt: string | null): 'missing' | 'empty' | 'present' {
  if (alt === null) return 'missing'
  return alt.trim() === '' ? 'empty' : 'present'
}

/** The elements of which the API counts a missing alt text: a background without one misses nothing. */
const elementsWithAlt = ['img', 'picture', 'noscript', 'input', 'amp-img']

export function shouldHaveAlt(element: string): boolean {
  return elementsWithAlt.includes(element)
}

const formatNames: Record<string, string> = { jpeg: 'JPEG', webp: 'WebP', jxl: 'JPEG XL', jp2: 'JPEG 2000' }

export function formatName(format: string): string {
  return formatNames[format] ?? format.toUpperCase()
}

/** The few words under a tile: shape and kind. */
export function tileNote(image: Image): string {
  return `${formatName(image.format)} · ${image.width} × ${image.height}`
}
