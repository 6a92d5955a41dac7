import t from 'tap'
import type { ImageMetadata } from '../../../src/gallery/api/types.ts'
import { sayings } from '../../../src/gallery/words/metadata.ts'

const nothing: ImageMetadata = {
  quality: null,
  iccProfile: null,
  exif: null,
  iptc: null,
  xmp: null,
  hasLocation: false,
}

function said(more: Partial<ImageMetadata>): Record<string, string> {
  return Object.fromEntries(sayings({ ...nothing, ...more }).map(({ name, text }) => [name, text]))
}

t.test('sayings: nothing of nothing', async (t) => {
  t.same(sayings(nothing), [])
  t.same(said({ exif: { Artist: '', ImageDescription: ' ', Make: {} }, xmp: { rights: [] } }), {})
})

t.test('sayings: every standard has its own name for the same thing', async (t) => {
  const words = { Author: 'Jane', Copyright: '(c) Jane', Description: 'A hill', Title: 'Hill' }
  const iptc = {
    'By-line': 'Jane',
    'Copyright Notice': '(c) Jane',
    'Caption/Abstract': 'A hill',
    'Object Name': 'Hill',
  }
  t.same(said({ iptc }), words)
  t.same(said({ xmp: { creator: ['Jane'], rights: '(c) Jane', description: 'A hill', title: 'Hill' } }), words)
  t.same(said({ exif: { Artist: 'Jane', Copyright: '(c) Jane', ImageDescription: 'A hill', XPTitle: 'Hill' } }), words)
  t.same(said({ xmp: { creator: ['Jane', 'Joe'] } }), { Author: 'Jane, Joe' })
})

const cameras: [make: string | undefined, model: string | undefined, camera: string | undefined][] = [
  ['Canon', 'Canon EOS R5', 'Canon EOS R5'],
  ['NIKON CORPORATION', 'NIKON D850', 'NIKON D850'],
  ['Apple', 'iPhone 15', 'Apple iPhone 15'],
  ['Apple', undefined, 'Apple'],
  [undefined, 'X100', 'X100'],
  [undefined, undefined, undefined],
]
for (const [Make, Model, camera] of cameras) {
  t.test(`sayings: the camera ${camera}`, async (t) => t.equal(said({ exif: { Make, Model } }).Camera, camera))
}

t.test('sayings: when it was taken, by the clock of the camera', async (t) => {
  t.match(said({ exif: { DateTimeOriginal: '2024:05:06 07:08:09' } }).Taken, /2024.*7:08/)
  t.match(said({ xmp: { DateTimeOriginal: '2024-05-06T07:08:09+05:00' } }).Taken, /2024.*7:08/)
  t.match(said({ xmp: { DateCreated: '2024-05-06' } }).Taken, /^[^:]*2024[^:]*$/)
  for (const wrong of ['0000:00:00 00:00:00', '    :  :  ', 'soon', '2024']) {
    t.equal(said({ exif: { DateTimeOriginal: wrong } }).Taken, undefined, wrong)
  }
})

t.test('sayings: a quality, a profile, a place, and a long text cut', async (t) => {
  const place = {
    Quality: 'About 83 of 100',
    'Colour profile': 'Display P3',
    Location: 'The file says where it was taken',
  }
  t.same(said({ quality: 83, iccProfile: 'Display P3', hasLocation: true }), place)
  t.equal(said({ exif: { Copyright: 'x'.repeat(2000) } }).Copyright?.length, 501)
})
