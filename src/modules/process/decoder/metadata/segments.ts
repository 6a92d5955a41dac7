/**
 * Puts the metadata that libvips found in a file of any format into the segments of a JPEG without a picture, which is
 * the one form that the reader of metadata has to know. It costs what the metadata weigh, not what the image does.
 */
import type { Metadata } from 'sharp'

export type Found = Pick<Metadata, 'exif' | 'iptc' | 'xmp' | 'icc'>

/** A segment states its length in two bytes. The same limit keeps what is parsed small: see docs/decisions/0010. */
const maxBody = 65_533

/** Profiles for print take half a megabyte. */
const maxProfileParts = 16

export interface Segments {
  bytes: Buffer
  /** Something was larger than a segment and is left out. */
  truncated: boolean
}

/** Undefined where there are no metadata at all. */
export function toSegments({ exif, iptc, xmp, icc }: Found): Segments | undefined {
  const bodies = [
    ...(exif ? [{ marker: 0xe1, body: startingWith('Exif\0\0', exif) }] : []),
    ...(xmp ? [{ marker: 0xe1, body: startingWith('http://ns.adobe.com/xap/1.0/\0', xmp) }] : []),
    ...(iptc ? [{ marker: 0xed, body: photoshop(iptc) }] : []),
    ...(icc ? profileParts(icc).map((body) => ({ marker: 0xe2, body })) : []),
  ]
  if (bodies.length === 0) return undefined
  const fitting = bodies.filter(({ body }) => body.length <= maxBody)
  const bytes = [Buffer.from([0xff, 0xd8]), ...fitting.map(segment), Buffer.from([0xff, 0xd9])]
  return { bytes: Buffer.concat(bytes), truncated: fitting.length < bodies.length }
}

function segment({ marker, body }: { marker: number; body: Buffer }): Buffer {
  const length = body.length + 2
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 0xff]), body])
}

/** Some formats keep the name before the data, some do not. */
function startingWith(name: string, data: Buffer): Buffer {
  const start = Buffer.from(name, 'latin1')
  return data.subarray(0, start.length).equals(start) ? data : Buffer.concat([start, data])
}

/** IPTC travels in a resource of Photoshop's; a TIFF has it bare, and a PNG may lack the name before the resource. */
function photoshop(iptc: Buffer): Buffer {
  if (iptc.toString('latin1', 0, 4) === '8BIM') return startingWith('Photoshop 3.0\0', iptc)
  if (iptc.toString('latin1', 0, 13) === 'Photoshop 3.0') return iptc
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1')
  head.writeUInt32BE(iptc.length, head.length - 4)
  return Buffer.concat([head, iptc])
}

function profileParts(icc: Buffer): Buffer[] {
  const size = maxBody - 14
  const count = Math.ceil(icc.length / size)
  if (count > maxProfileParts) return []
  return Array.from({ length: count }, (_, at) =>
    Buffer.concat([
      Buffer.from('ICC_PROFILE\0', 'latin1'),
      Buffer.from([at + 1, count]),
      icc.subarray(at * size, (at + 1) * size),
    ]),
  )
}
