import t from 'tap'
import { findFormat } from '../../../src/modules/process/signature.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const ftyp = (brand: string, ...compatible: string[]) => {
  const brands = [brand, '\0\0\0\0', ...compatible].join('')
  return latin1(`\0\0\0${String.fromCharCode(8 + brands.length)}ftyp${brands}`)
}
const icon = (kind: number) => Buffer.from([0, 0, kind, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 9, 0, 0, 0, 22, 0, 0, 0])
const bitmap = latin1(`BM${'\0'.repeat(12)}\x28${'\0'.repeat(20)}`)
const utf16 = Buffer.from('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>', 'utf16le')

const table: [name: string, bytes: Buffer, format: string | undefined][] = [
  ['JPEG', latin1('\xff\xd8\xff\xe0'), 'jpeg'],
  ['PNG', latin1('\x89PNG\r\n\x1a\n'), 'png'],
  ['GIF', latin1('GIF89a'), 'gif'],
  ['GIF with a page behind', latin1('GIF89a/*<html>*/'), 'gif'],
  ['WebP', latin1('RIFF\x04\0\0\0WEBPVP8 '), 'webp'],
  ['WAV', latin1('RIFF\x04\0\0\0WAVEfmt '), undefined],
  ['TIFF, little-endian', latin1('II*\0'), 'tiff'],
  ['BigTIFF, big-endian', latin1('MM\0+'), 'tiff'],
  ['JPEG XL codestream', latin1('\xff\x0a\0'), 'jxl'],
  ['JPEG XL container', latin1('\0\0\0\x0cJXL \r\n\x87\n'), 'jxl'],
  ['JPEG 2000 container', latin1('\0\0\0\x0cjP  \r\n\x87\n'), 'jp2'],
  ['JPEG 2000 codestream', latin1('\xff\x4f\xff\x51'), 'jp2'],
  ['AVIF', ftyp('avif'), 'avif'],
  ['AVIF behind a general brand', ftyp('mif1', 'mif1', 'avif'), 'avif'],
  ['HEIC', ftyp('heic', 'mif1'), 'heif'],
  ['MP4', ftyp('isom', 'mp42'), undefined],
  ['ICO', icon(1), 'ico'],
  ['CUR', icon(2), 'ico'],
  ['ICO as .NET writes it', icon(1).fill(255, 9, 10), 'ico'],
  ['no icon of that kind', icon(3), undefined],
  ['BMP', bitmap, 'bmp'],
  ['text that begins with BM', latin1('BM is short for a great many things'), undefined],
  ['SVG', latin1('<svg/>'), 'svg'],
  ['SVG in another prefix', latin1('<s:svg xmlns:s="http://www.w3.org/2000/svg"></s:svg>'), 'svg'],
  [
    'SVG after all that may stand before',
    latin1('\xef\xbb\xbf \n<?xml version="1.0"?><!-- > --><!DOCTYPE svg [<!ENTITY a "]>">]>\n<svg>'),
    'svg',
  ],
  ['SVG in UTF-16', utf16, 'svg'],
  ['SVG within a page', latin1('<!doctype html><svg></svg>'), undefined],
  ['an element that begins like svg', latin1('<svgs>'), undefined],
  ['other XML', latin1('<?xml version="1.0"?><rss></rss>'), undefined],
  ['a comment without an end', latin1('<!-- <svg>'), undefined],
  ['text', latin1('hello'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
]

for (const [name, bytes, format] of table) {
  t.test(`findFormat: ${name}`, async (t) => t.equal(findFormat(bytes), format))
}

t.test('findFormat: a signature cut anywhere never throws', async (t) => {
  for (const [, bytes] of table)
    for (let length = 0; length < bytes.length; length++) findFormat(bytes.subarray(0, length))
  t.pass()
})
