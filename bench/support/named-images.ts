/**
 * An independent reading of a site's files: every image file that a page or a sheet names, by plain patterns over the
 * text, without Magpie's finder or any parser. It may name too much (a comment, a script), so only files count that exist
 * and begin like an image.
 */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export interface NamedImages {
  /** The HTML files that links lead to from the start page. */
  pages: Set<string>
  /** Digest of the bytes => one file that has them. */
  images: Map<string, string>
}

const attributes =
  /\b(?:src|href|poster|data-src|data-original|background|content|srcset|data-srcset)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)/gi
const urls = /url\(\s*["']?([^"')]+)/gi
const signatures = [
  /^.PNG\r\n/s,
  /^\xFF\xD8\xFF/,
  /^GIF8/,
  /^RIFF....WEBP/s,
  /^BM/,
  /^(?:II\*|MM)/,
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg/,
]

export function readNamedImages(root: string): NamedImages {
  const start = path.join(root, 'index.html')
  const texts = new Set([start])
  const images = new Map<string, string>()
  for (const text of texts) {
    for (const file of filesNamedIn(root, text)) {
      if (/\.(?:html?|css)$/i.test(file)) texts.add(file)
      else if (isImage(file)) images.set(createHash('sha256').update(readFileSync(file)).digest('hex'), file)
    }
  }
  return { pages: new Set([...texts].filter((file) => !file.endsWith('.css'))), images }
}

function filesNamedIn(root: string, file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/<!--.*?-->|@font-face\s*{[^}]*}/gs, '')
  const named = [...text.matchAll(attributes), ...text.matchAll(urls)].map(([, value = '']) =>
    value.replace(/^["']|["']$/g, ''),
  )
  const addresses = named.flatMap((value) => [
    value,
    ...value.split(',').map((part) => part.trim().split(/\s+/, 1)[0] ?? ''),
  ])
  return [...new Set(addresses)].flatMap((address) => toFile(root, file, address))
}

function toFile(root: string, from: string, address: string): string[] {
  const base = new URL(path.relative(root, from), 'http://site/')
  const url = URL.parse(address.replaceAll('&amp;', '&'), base.href)
  if (url?.host !== 'site') return []
  const file = path.join(root, decodeURIComponent(url.pathname.replace(/\/$/, '/index.html')))
  return isFile(file) ? [file] : []
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
}

function isImage(file: string): boolean {
  const head = readFileSync(file).subarray(0, 1000).toString('latin1')
  return signatures.some((signature) => signature.test(head))
}
