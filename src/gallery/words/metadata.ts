/** What an image file says of itself, in words for people: only what they ask for, and only where it is there. */
import type { ImageMetadata } from '../api/types.ts'

export interface Saying {
  name: string
  text: string
}

/** The same thing has another name in every standard; the first that is there is taken. */
type Source = `${'exif' | 'iptc' | 'xmp'}: ${string}`

const author: Source[] = ['exif: Artist', 'xmp: creator', 'iptc: By-line']
const copyright: Source[] = ['exif: Copyright', 'xmp: rights', 'iptc: Copyright Notice']
const title: Source[] = ['xmp: title', 'iptc: Object Name', 'exif: XPTitle']
const description: Source[] = ['exif: ImageDescription', 'xmp: description', 'iptc: Caption/Abstract']
const taken: Source[] = ['exif: DateTimeOriginal', 'xmp: DateTimeOriginal', 'xmp: DateCreated']

export function sayings(metadata: ImageMetadata): Saying[] {
  const all: [name: string, text: string | undefined][] = [
    ['Title', find(metadata, title)],
    ['Description', find(metadata, description)],
    ['Author', find(metadata, author)],
    ['Copyright', find(metadata, copyright)],
    ['Taken', dayAndTime(find(metadata, taken))],
    ['Camera', camera(metadata)],
    ['Quality', metadata.quality === null ? undefined : `About ${metadata.quality} of 100`],
    ['Colour profile', metadata.iccProfile ?? undefined],
    ['Location', metadata.hasLocation ? 'The file says where it was taken' : undefined],
  ]
  return all.flatMap(([name, text]) => (text ? [{ name, text }] : []))
}

function find(metadata: ImageMetadata, sources: Source[]): string | undefined {
  return sources.map((source) => asText(valueAt(metadata, source))).find((text) => text !== '')
}

function valueAt(metadata: ImageMetadata, source: Source): unknown {
  const [group, name] = source.split(': ') as ['exif' | 'iptc' | 'xmp', string]
  return metadata[group]?.[name]
}

const maxText = 500

function asText(value: unknown): string {
  const parts = Array.isArray(value) ? value : [value]
  const words = parts.filter((part) => typeof part === 'string' || typeof part === 'number')
  const text = words.join(', ').trim()
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text
}

/** Many makers repeat themselves in the name of the model. */
function camera(metadata: ImageMetadata): string | undefined {
  const [make = '', model = ''] = [find(metadata, ['exif: Make']), find(metadata, ['exif: Model'])]
  const [first = ''] = make.split(' ')
  return (model.toLowerCase().startsWith(first.toLowerCase()) ? model || make : `${make} ${model}`).trim() || undefined
}

/** EXIF writes 2024:05:06 07:08:09 by the clock of the camera, wherever that was; XMP 2024-05-06T07:08:09. */
function dayAndTime(text: string | undefined): string | undefined {
  const [, year, month, day, hour, minute] =
    /^(\d{4})[:-](\d\d)[:-](\d\d)(?:[ T](\d\d):(\d\d))?/.exec(text ?? '')?.map(Number) ?? []
  if (!year || !month || !day) return undefined
  const hasTime = hour !== undefined && !Number.isNaN(hour)
  const date = new Date(Date.UTC(year, month - 1, day, hasTime ? hour : 0, hasTime ? minute : 0))
  return date.toLocaleString(undefined, {
    dateStyle: 'medium',
    ...(hasTime && { timeStyle: 'short' }),
    timeZone: 'UTC',
  })
}
