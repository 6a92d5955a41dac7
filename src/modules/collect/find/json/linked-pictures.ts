/** The pictures that linked data (JSON-LD with the words of schema.org) tells of. */
import { isImageFile, isOtherFile } from '../address/image-file.ts'
import { mayBeAddress } from '../picture/data-values.ts'
import { isRecord, type JsonRecord, walkJson } from './walk-json.ts'

const imageKeys = new Set([
  'image',
  'logo',
  'photo',
  'photos',
  'primaryImageOfPage',
  'screenshot',
  'thumbnail',
  'thumbnailUrl',
])
const imageTypes = new Set(['ImageObject', 'ImageObjectSnapshot', 'MediaObject', 'Barcode'])

/** Films and sounds as well: an address counts here when it ends like an image file. */
const mediaKeys = new Set(['associatedMedia'])

/** What an ImageObject says of its own picture, best first. */
const ownKeys = ['contentUrl', '@value', 'url', '@id', 'thumbnailUrl', 'thumbnail']

/** As written, each picture with its candidates, best first: an ImageObject is one picture. */
export function listLinkedPictures(document: unknown): string[][] {
  const pictures: string[][] = []
  const add = (candidates: string[]) => candidates.length > 0 && pictures.push(candidates)

  /** The place is the ImageObject that a value is said of: its own addresses are listed already. */
  walkJson<JsonRecord | undefined>(document, undefined, (value, untrustedKey, owner) => {
    const key = bareName(untrustedKey)
    const isListed = owner !== undefined && ownKeys.includes(key)
    if (typeof value === 'string' && !isListed) add(listAddresses(value, key))
    if (!isRecord(value) || !isImageObject(value, key)) return undefined
    if (!isListed) add(ownAddresses(value).filter((address) => !mediaKeys.has(key) || isImageFile(address)))
    return value
  })
  return pictures
}

function listAddresses(value: string, key: string): string[] {
  if (mediaKeys.has(key)) return isImageFile(value) ? [value] : []
  return imageKeys.has(key) && isAddress(value) ? [value] : []
}

/** Under the name of an image, what has no type is one. */
function isImageObject(value: JsonRecord, key: string): boolean {
  const types = textsOf(value['@type']).map(bareName)
  if (types.includes('ImageObject')) return true
  return (
    (imageKeys.has(key) || mediaKeys.has(key)) && (types.length === 0 || types.some((type) => imageTypes.has(type)))
  )
}

function ownAddresses(value: JsonRecord): string[] {
  const byName = new Map(Object.entries(value).map(([name, inner]) => [bareName(name), inner]))
  return ownKeys.flatMap((name) => {
    const texts = textsOf(byName.get(name))
    return texts.filter((text) => (name === '@id' ? isImageFile(text) : isAddress(text)))
  })
}

/** The texts of a value, of a list of values, and those by which a nested ImageObject names its file. */
function textsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values
    .flatMap((one) => (isRecord(one) ? [one.contentUrl, one['@value'], one.url, one['@id']] : [one]))
    .filter((one) => typeof one === 'string')
}

function isAddress(value: string): boolean {
  return (
    /^\s*data:image\//i.test(value) || (mayBeAddress(value) && !isOtherFile(value) && !/[/\s]$/.test(value.trimEnd()))
  )
}

/** Without the vocabulary before it. */
function bareName(name: string): string {
  return name.replace(/^(?:https?:\/\/schema\.org\/|schema:)/i, '')
}
