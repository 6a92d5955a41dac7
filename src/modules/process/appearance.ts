/** Says in words what bytes that are no image appear to be. */
import { decodeText, startOfRoot } from './svg-root.ts'

/** Magic numbers as Latin-1, each with the place where it stands. */
const binary: [at: number, magic: string, name: string][] = [
  [0, '%PDF-', 'a PDF document'],
  [0, 'PK\x03\x04', 'a ZIP archive'],
  [0, '\x1f\x8b', 'gzip-compressed data'],
  [4, 'ftyp', 'a video or sound file (MP4)'],
  [0, '\x1aE\xdf\xa3', 'a video (WebM or Matroska)'],
  [0, 'ID3', 'a sound file'],
  [0, 'OggS', 'a sound or video file (Ogg)'],
  [0, 'wOFF', 'a font'],
  [0, 'wOF2', 'a font'],
  [0, '8BPS', 'a Photoshop document'],
]

const html = /^<(!doctype\s+html|html|head|body|title|meta|script|div|p|h1|a|table|br|iframe|style)\b/i

const textual: [pattern: RegExp, name: string][] = [
  [html, 'an HTML page'],
  [/^<\?php/i, 'PHP source text'],
  [/^<[?!a-z]/i, 'an XML document'],
  [/^[[{]/, 'a JSON document'],
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer'],
]

/** What the bytes look like to a person: "an HTML page", "plain text"; undefined where nobody could tell. */
export function describeBytes(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 1024)
  return describeBinary(head.toString('latin1')) ?? describeText(decodeText(head).trimStart())
}

function describeBinary(head: string): string | undefined {
  return binary.find(([at, magic]) => head.startsWith(magic, at))?.[2]
}

function describeText(text: string): string | undefined {
  if (html.test(text.slice(startOfRoot(text)))) return 'an HTML page'
  return textual.find(([pattern]) => pattern.test(text))?.[1] ?? (isText(text) ? 'plain text' : undefined)
}

function isText(text: string): boolean {
  // The last character may have been cut in two.
  return text.length > 0 && !/[[\p{Cc}--\s]\ufffd]/v.test(text.slice(0, -1))
}
