/** Images that say something of themselves, made for a test. */
import sharp, { type Sharp } from 'sharp'

/** A small picture to which EXIF and XMP can be added. */
export function plainPicture(): Sharp {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: '#885522' } })
}

/** An XMP packet of these properties. */
export function xmpPacket(properties: string): string {
  const names = { dc: 'purl.org/dc/elements/1.1/', xmp: 'ns.adobe.com/xap/1.0/', exif: 'ns.adobe.com/exif/1.0/' }
  const spaces = Object.entries(names).map(([prefix, name]) => `xmlns:${prefix}="http://${name}"`)
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" ${spaces.join(' ')}>${properties}</rdf:Description>
    </rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

/** A JPEG with a segment more, right after its start. */
export function withSegment(jpeg: Buffer, marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

/** The body of a segment of Photoshop's with IPTC in UTF-8: record 2, these data sets. */
export function iptcSegment(...sets: [number: number, text: string][]): Buffer {
  const records = sets.map(([number, text]) => dataSet(2, number, Buffer.from(text)))
  const iptc = Buffer.concat([dataSet(1, 90, Buffer.from('\x1b%G')), ...records])
  const head = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0', 'latin1')
  head.writeUInt32BE(iptc.length, head.length - 4)
  return Buffer.concat([head, iptc, Buffer.alloc(iptc.length % 2)])
}

function dataSet(record: number, number: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x1c, record, number, data.length >> 8, data.length & 0xff]), data])
}
