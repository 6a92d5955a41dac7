/** From the address of an image to a name that any system may save it under; all that is in an address is a stranger's. */
import type { Format } from '../types.ts'

/** The name without its ending, and the ending without its dot. */
export interface FileName {
  stem: string
  ending: string
}

/** What files of a format end in; the first is given to those that say something else. */
const endings: Record<Format, readonly [string, ...string[]]> = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png', 'apng'],
  webp: ['webp'],
  gif: ['gif'],
  avif: ['avif'],
  svg: ['svg'],
  tiff: ['tiff', 'tif'],
  heif: ['heif', 'heic'],
  jxl: ['jxl'],
  jp2: ['jp2', 'j2k', 'jpx'],
  ico: ['ico', 'cur'],
  bmp: ['bmp', 'dib'],
}

const allEndings = new Set(Object.values(endings).flat())

/** Room is left for a digest: file systems take 255 bytes, some that encrypt 143, and the folder has a name too. */
const mostBytes = 100

export function fileNameOf(url: string, format: Format): FileName {
  const name = clean(nameIn(url))
  const dot = name.lastIndexOf('.')
  const said = name.slice(dot + 1).toLowerCase()
  const isEnding = dot > 0 && allEndings.has(said)
  const ending = endings[format].includes(said) ? said : endings[format][0]
  return { stem: safeStem(isEnding ? name.slice(0, dot) : name), ending }
}

/** The last part of the path that says anything, else the host; a picture inlined in a page has neither. */
function nameIn(url: string): string {
  if (!URL.canParse(url)) return ''
  const { protocol, pathname, hostname } = new URL(url)
  if (protocol === 'data:') return 'inline'
  return decode(pathname.split('/').findLast((part) => part !== '') ?? hostname)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // it is not in UTF-8
  }
}

/** No path, nothing that a shell or Windows has its own idea of, nothing that is not to be seen or turns the direction of writing. */
function clean(name: string): string {
  return name
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, '')
    .replace(/[<>:"/\\|?*]+/g, '-')
}

function safeStem(text: string): string {
  const stem = trim(shorten(text.replace(/^[\s.~-]+/, '')))
  if (stem === '') return 'image'
  return isDevice(stem) ? `_${stem}` : stem
}

function trim(text: string): string {
  return text.replace(/[\s.]+$/, '')
}

/** Never in the middle of a character. */
function shorten(text: string): string {
  return text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(mostBytes)).read)
}

/** Windows opens the device, whatever the ending. */
function isDevice(stem: string): boolean {
  const [first = ''] = stem.split('.', 1)
  return /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])$/i.test(first.trimEnd())
}
