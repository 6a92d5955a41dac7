/** What a file says of itself. It never makes an image broken: what cannot be read is not there. */
import type { Metadata as Header } from 'sharp'
import type { Metadata, MetadataGroup } from '#catalog'
import { foundElsewhere } from './elsewhere.ts'
import { fit } from './fit.ts'
import { jpegQuality } from './jpeg-quality.ts'
import { partPlace } from './place.ts'
import { readTags, type Tags } from './read-tags.ts'
import { type Found, toSegments } from './segments.ts'

/** Of an image that was decoded, from its bytes and the header that libvips read; of a TIFF that holds no EXIF. */
export async function readMetadata(header: Header, bytes: Buffer): Promise<Metadata> {
  const segments = toSegments(withElsewhere(header, bytes))
  const tags = segments && (await readTags(segments.bytes))
  return {
    orientation: tags?.orientation ?? header.orientation ?? null,
    bitDepth: header.bitsPerSample ?? bitsOf[header.depth] ?? null,
    progressive: header.isProgressive,
    quality: header.format === 'jpeg' ? jpegQuality(bytes) : null,
    density: header.density ?? null,
    ...describe(tags, segments?.truncated ?? false),
  }
}

/** What libvips has found is what the standards of the format provide for, so it goes first. */
function withElsewhere(header: Header, bytes: Buffer): Found {
  const { exif, iptc, xmp, icc } = header
  const elsewhere = foundElsewhere(header, bytes)
  return { exif: exif ?? elsewhere.exif, iptc: iptc ?? elsewhere.iptc, xmp: xmp ?? elsewhere.xmp, icc }
}

const bitsOf: Partial<Record<string, number>> = { uchar: 8, ushort: 16, float: 32 }

/** Cameras and phones write them at the start. The time to read them grows faster than what is read. */
const maxStart = 64 * 1024

/** Of a HEIF or JPEG XL, which cannot be decoded here, from its first 64 KiB; null where it says nothing. */
export async function readMetadataAlone(bytes: Buffer): Promise<Metadata | null> {
  const tags = await readTags(bytes.subarray(0, maxStart))
  const described = describe(tags, false)
  if (Object.values(described).every((part) => !part)) return null
  const orientation = tags?.orientation ?? null
  return { orientation, bitDepth: null, progressive: false, quality: null, density: null, ...described }
}

type Described = Pick<Metadata, 'iccProfile' | 'exif' | 'iptc' | 'xmp' | 'gps' | 'truncated'>

function describe(tags: Tags | undefined, truncated: boolean): Described {
  if (!tags) return { iccProfile: null, exif: null, iptc: null, xmp: null, gps: null, truncated }
  const [exif, xmp] = [partPlace(tags.exif), partPlace(tags.xmp)]
  const fitted = fit({ exif: exif.rest, iptc: tags.iptc, xmp: xmp.rest, gps: { ...xmp.place, ...exif.place } })
  return {
    iccProfile: tags.iccProfile,
    exif: orNull(fitted.groups.exif),
    iptc: orNull(fitted.groups.iptc),
    xmp: orNull(fitted.groups.xmp),
    gps: orNull(fitted.groups.gps),
    truncated: truncated || tags.truncated || fitted.truncated,
  }
}

function orNull(group: MetadataGroup): MetadataGroup | null {
  return Object.keys(group).length > 0 ? group : null
}
