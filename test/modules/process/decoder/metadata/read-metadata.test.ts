import sharp from 'sharp'
import t from 'tap'
import type { Metadata } from '#catalog'
import { makeChunk } from '../../../../../src/modules/process/decoder/damage/png-chunks.ts'
import { readMetadata, readMetadataAlone } from '../../../../../src/modules/process/decoder/metadata/read-metadata.ts'
import { iptcSegment, plainPicture, withSegment, xmpPacket } from '../../../../support/metadata.ts'
import { createRandom } from '../../../../support/random.ts'

const camera = {
  IFD0: { Make: 'Maker', Model: 'Model 1', Copyright: '(c) Jane' },
  IFD2: { DateTimeOriginal: '2024:05:06 07:08:09', ExposureTime: '1/100', FNumber: '28/10', Flash: '16' },
}
const place = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitude: '0/1 7/1 0/1' } }

const titled = xmpPacket(`<dc:creator><rdf:Seq><rdf:li>Jane</rdf:li><rdf:li>Joe</rdf:li></rdf:Seq></dc:creator>
  <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Título</rdf:li><rdf:li xml:lang="en">Title</rdf:li></rdf:Alt></dc:title>`)

async function read(bytes: Buffer): Promise<Metadata> {
  return readMetadata(await sharp(bytes).metadata(), bytes)
}

for (const format of ['jpeg', 'webp', 'png', 'avif'] as const) {
  t.test(`readMetadata: EXIF, XMP and profile of ${format}`, async (t) => {
    const made = plainPicture().withExif(camera).withXmp(titled).withIccProfile('p3')
    const found = await read(await made.toFormat(format).toBuffer())
    t.match(found, { orientation: 1, bitDepth: 8, progressive: false, truncated: false, iptc: null, gps: null })
    t.match(found.exif, { Make: 'Maker', Copyright: '(c) Jane', DateTimeOriginal: '2024:05:06 07:08:09' })
    t.match(found.exif, { ExposureTime: 0.01, FNumber: 2.8, Flash: 'Flash did not fire, compulsory flash mode' })
    t.strictSame(found.xmp, { creator: ['Jane', 'Joe'], title: 'Título' })
    t.type(found.iccProfile, 'string')
  })
}

t.test('readMetadata: of a TIFF no EXIF', async (t) => {
  const bytes = await plainPicture().withXmp(titled).withMetadata({ density: 300, orientation: 3 }).tiff().toBuffer()
  t.match(await read(bytes), { orientation: 3, density: 300, xmp: { title: 'Título' }, exif: null })
})

t.test('readMetadata: HEIF is read although it is not decoded', async (t) => {
  const bytes = await plainPicture()
    .withExif({ ...camera, ...place })
    .avif()
    .toBuffer()
  bytes.write('heicmif1', 8)
  const found = await readMetadataAlone(bytes)
  t.match(found, { exif: { Make: 'Maker' }, gps: { GPSLatitude: 51.5 }, bitDepth: null })
  t.equal(await readMetadataAlone(bytes.subarray(0, 20)), null)
  t.equal(await readMetadataAlone(Buffer.alloc(60)), null)
})

t.test('readMetadata: IPTC', async (t) => {
  const jpeg = await plainPicture().jpeg().toBuffer()
  const segment = iptcSegment([5, 'Säntis'], [25, 'hill'], [25, 'snow'], [80, 'Jane'], [116, '(c) Jane'])
  const { iptc } = await read(withSegment(jpeg, 0xed, segment))
  t.match(iptc, {
    'Object Name': 'Säntis',
    Keywords: ['hill', 'snow'],
    'By-line': 'Jane',
    'Copyright Notice': '(c) Jane',
  })
})

t.test('readMetadata: profiles in the texts of a PNG', async (t) => {
  const png = await plainPicture().png().toBuffer()
  const { exif } = await sharp(await plainPicture().withExif(camera).jpeg().toBuffer()).metadata()
  const iptc = iptcSegment([25, 'hill']).subarray('Photoshop 3.0\0'.length)
  const withProfiles = (...profiles: [name: string, profile: Buffer][]) => {
    const texts = profiles.map(([name, profile]) => {
      const lines = profile.toString('hex').replaceAll(/.{72}/g, '$&\n')
      const text = `Raw profile type ${name}\0\n${name}\n${`${profile.length}`.padStart(8)}\n${lines}\n`
      return makeChunk('tEXt', Buffer.from(text))
    })
    return Buffer.concat([png.subarray(0, 33), ...texts, png.subarray(33)])
  }
  const both = await read(withProfiles(['exif', exif as Buffer], ['iptc', iptc], ['APP1', Buffer.from(titled)]))
  t.match(both, { exif: { Make: 'Maker' }, iptc: { Keywords: 'hill' }, xmp: { title: 'Título' }, truncated: false })
  t.match(await read(withProfiles(['APP1', exif as Buffer])), { exif: { Make: 'Maker' }, xmp: null })
  t.match(await read(withProfiles(['exif', Buffer.alloc(70_000)])), { exif: null, truncated: true })
  t.match(await read(withProfiles(['exif', Buffer.alloc(0)], ['iptc', Buffer.alloc(9)])), { exif: null, iptc: null })
})

t.test('readMetadata: XMP of a GIF', async (t) => {
  const gif = await plainPicture().gif().toBuffer()
  const start = 13 + 3 * 2 ** (((gif[10] as number) & 7) + 1)
  const wayOut = Buffer.from([1, ...Array.from({ length: 256 }, (_, at) => 255 - at), 0])
  const packet = [Buffer.from('\x21\xff\x0bXMP DataXMP', 'latin1'), Buffer.from(titled), wayOut]
  const named = Buffer.concat([gif.subarray(0, start), ...packet, gif.subarray(start)])
  t.match(await read(named), { xmp: { creator: ['Jane', 'Joe'], title: 'Título' }, exif: null })
})

t.test('readMetadata: what tells a place is kept apart, wherever it stands', async (t) => {
  const somewhere = xmpPacket(`<exif:GPSLongitude>0,7W</exif:GPSLongitude>
    <xmp:Shown><rdf:Bag><rdf:li rdf:parseType="Resource"><exif:GPSLatitude>48,1N</exif:GPSLatitude>
    <xmp:City>Ulm</xmp:City></rdf:li></rdf:Bag></xmp:Shown>`)
  const made = plainPicture()
    .withExif({ ...camera, ...place })
    .withXmp(somewhere)
  const { gps, ...rest } = await read(await made.jpeg().toBuffer())
  t.match(gps, { GPSLatitude: 51.5, GPSLatitudeRef: 'N' })
  t.strictSame(rest.xmp, { Shown: [{ City: 'Ulm' }] })
  t.notMatch(JSON.stringify(rest), /gps|48,1|0,7/i)
})

t.test('readMetadata: progressive, 16 bit, and nothing to say', async (t) => {
  t.match(await read(await plainPicture().jpeg({ progressive: true }).toBuffer()), { progressive: true })
  const deep = await read(await plainPicture().toColourspace('rgb16').png().toBuffer())
  t.strictSame(deep, {
    orientation: null,
    bitDepth: 16,
    progressive: false,
    quality: null,
    density: null,
    iccProfile: null,
    exif: null,
    iptc: null,
    xmp: null,
    gps: null,
    truncated: false,
  })
})

t.test('readMetadata: a great deal of it is cut, and said so', async (t) => {
  const many = Array.from({ length: 400 }, (_, at) => `<xmp:n${at}>${'x'.repeat(90)}</xmp:n${at}>`).join('')
  const made = plainPicture()
    .withExif(camera)
    .withXmp(xmpPacket(`${many}<dc:title>${'y'.repeat(5000)}</dc:title>`))
  const found = await read(await made.jpeg().toBuffer())
  t.equal(found.truncated, true)
  t.ok(Buffer.byteLength(JSON.stringify(found)) < 16 * 1024)
  t.match(found.exif, { Make: 'Maker' }, 'small values stay')
  const huge = await plainPicture()
    .withXmp(xmpPacket('z'.repeat(70_000)))
    .png()
    .toBuffer()
  t.match(await read(huge), { truncated: true, xmp: null })
})

t.test('readMetadata: broken or hostile, it is null and takes no time to speak of', async (t) => {
  const nested = `${'<dc:a>'.repeat(4000)}${'</dc:a>'.repeat(4000)}`
  const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')
  const bomb = `<!DOCTYPE x [<!ENTITY e0 "lol">${entities}]>${xmpPacket('<dc:title>&e12;</dc:title>')}`
  for (const xmp of [
    xmpPacket(nested),
    bomb,
    '<',
    '<a>'.repeat(20_000),
    xmpPacket('<__proto__:__proto__>1</__proto__:__proto__>'),
  ]) {
    const { xmp: found } = await read(await plainPicture().withXmp(xmp).webp().toBuffer())
    t.ok(found === null || Object.keys(found).length === 0, xmp.slice(0, 20))
  }
  const jpeg = await plainPicture().jpeg().toBuffer()
  const loop = Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0', 'latin1')
  t.match(await read(withSegment(jpeg, 0xe1, loop)), { xmp: null })
})

t.test('readMetadata: flipped bits never make it fail', async (t) => {
  const random = createRandom(7)
  const flipped = (good: Buffer | undefined): Buffer => {
    const bytes = Buffer.from(good ?? [])
    for (let flips = 0; flips < 8; flips++) bytes[random.integer(bytes.length)] = random.integer(256)
    return bytes
  }
  const made = plainPicture()
    .withExif({ ...camera, ...place })
    .withXmp(titled)
    .withIccProfile('p3')
  const jpeg = withSegment(await made.jpeg().toBuffer(), 0xed, iptcSegment([5, 'Säntis'], [25, 'hill']))
  const header = await sharp(jpeg).metadata()
  const avif = await made.avif().toBuffer()
  for (let round = 0; round < 100; round++) {
    const [exif, iptc, xmp, icc] = [header.exif, header.iptc, header.xmp, header.icc].map(flipped)
    const found = [
      await readMetadata({ ...header, exif, iptc, xmp, icc } as typeof header, jpeg),
      await readMetadataAlone(flipped(avif)),
    ]
    t.ok(Buffer.byteLength(JSON.stringify(found)) < 2 * 16 * 1024)
  }
})
