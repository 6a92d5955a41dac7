/** The pictures that a page's inline data names: what its scripts will show, or show elsewhere. */
import { isOtherFile, lastSegment } from '../address/image-file.ts'
import { isImageAddress } from '../picture/data-values.ts'
import { bestFirst } from '../picture/sources.ts'
import { parseSrcset } from '../picture/srcset.ts'
import { isCarrier, saysCounter, saysImage, saysSet, saysSource } from './state-keys.ts'
import { isRecord, type JsonRecord, walkJson } from './walk-json.ts'

/** Files that count visits, or take up room. */
const counterName =
  /^(?:__)?(?:1x1|beacon|blank|clear|collect|count(?:er)?|dot|event|hit|imp|log|ping|pixel|spacer|stats?|track(?:ing)?|transparent|utm)\.(?:gif|png)$/i

/** A record may be an image by its name or type. Where it says itself which value is the image, its `url` may lead elsewhere. */
type Place = 'elsewhere' | 'image' | 'description'

export interface StateOptions {
  /** Where it is known to be of images, files may be named from the page on. */
  mayBeRelative?: boolean
}

/**
 * As written, each with its candidates, best first. A text counts when it is one address from the root up, and ends like
 * an image file or stands where an image is described; words, settings, patterns and addresses of pages do not.
 */
export function listStatePictures(state: unknown, { mayBeRelative = false }: StateOptions = {}): string[][] {
  const pictures: string[][] = []

  walkJson<Place>(state, 'elsewhere', (value, key, place) => {
    const isImage =
      saysImage(key) || (place === 'image' && isCarrier(key)) || (place === 'description' && saysSource(key))
    if (typeof value === 'string') {
      const candidates = saysSet(key) ? bestFirst(parseSrcset(value)) : [value]
      const addresses = saysCounter(key)
        ? []
        : candidates.filter(
            (one) =>
              isPicture(one, isImage || saysSet(key)) || (mayBeRelative && isImageAddress(one) && !isPattern(one)),
          )
      if (addresses.length > 0) pictures.push(addresses)
    }
    return isRecord(value) ? placeIn(value, isImage) : 'elsewhere'
  })
  return pictures
}

function placeIn(record: JsonRecord, isNamed: boolean): Place {
  const { type, mimeType, contentType, __typename } = record
  const isImage = isNamed || [type, mimeType, contentType, __typename].some(saysImageType)
  if (!isImage && !('alt' in record)) return 'elsewhere'
  if (Object.keys(record).some((name) => saysImage(name) || saysSource(name))) return 'description'
  return isImage ? 'image' : 'elsewhere'
}

function saysImageType(value: unknown): boolean {
  return typeof value === 'string' && /^image(?:\/|$)/i.test(value)
}

function isPicture(value: string, isImage: boolean): boolean {
  if (!/^\s*(?:https?:\/\/|\/)/i.test(value) || isPattern(value)) return false
  return isImageAddress(value) ? !counterName.test(lastSegment(value)) : isImage && isLikely(value)
}

/** Routes, globs, expressions and sentences. */
function isPattern(value: string): boolean {
  return /[*^|\\]|\/[:[]|\][*+?]|\s\S*[/:]|%s|\(\?/.test(value.trim())
}

/** Absolute, with a last segment that might be an image's. */
function isLikely(value: string): boolean {
  const [, path] = /^\s*https?:\/\/[^/?#]+\/([^\s<>"{}]+)$/i.exec(value.trimEnd()) ?? []
  return path !== undefined && lastSegment(path) !== '' && !isOtherFile(value)
}
