/** Metadata where libvips does not look for them: hidden in a PNG's texts, as ImageMagick long did, and XMP in a GIF, as Adobe does. */
import type { Metadata } from 'sharp'
import { gifBlocks } from '../gif/blocks.ts'
import type { Found } from './segments.ts'

export function foundElsewhere({ format, comments = [] }: Metadata, bytes: Buffer): Found {
  if (format === 'gif') return { xmp: xmpOfGif(bytes) }
  return format === 'png' ? profilesIn(comments) : {}
}

type Comments = NonNullable<Metadata['comments']>

/** `APP1` is the name of either EXIF or XMP, which their own first bytes tell apart. */
function profilesIn(comments: Comments): Found {
  const [exif, iptc, xmp, either] = ['exif', 'iptc', 'xmp', 'APP1'].map((name) => profileOf(comments, name))
  const isExif = either?.toString('latin1', 0, 4) === 'Exif'
  return { exif: exif ?? (isExif ? either : undefined), iptc, xmp: xmp ?? (isExif ? undefined : either) }
}

/** Three lines, empty, of its name, and of its length; then its bytes in hex, in lines of 72. */
function profileOf(comments: Comments, name: string): Buffer | undefined {
  const text = comments.find(({ keyword }) => keyword === `Raw profile type ${name}`)?.text ?? ''
  const [, hex = ''] = /^\s*\w+\s+\d+\n(.*)$/s.exec(text) ?? []
  const profile = Buffer.from(hex.replaceAll('\n', ''), 'hex')
  return profile.length > 0 ? profile : undefined
}

const application = '\x21\xff\x0bXMP DataXMP'
/** A descending row of lengths, by which a reader that takes text for blocks finds its way out of it (XMP, part 3, section 1.1.2). */
const trailerBytes = 258

function xmpOfGif(bytes: Buffer): Buffer | undefined {
  let start: number | undefined
  for (const at of gifBlocks(bytes)) {
    if (start !== undefined) return bytes.subarray(start, Math.max(start, at - trailerBytes))
    if (bytes.toString('latin1', at, at + application.length) === application) start = at + application.length
  }
  return undefined
}
