/** EXIF, IPTC and XMP of a file as plain data. */
import type { MetadataGroup } from '#catalog'
import { clean, cleanName } from './clean.ts'
import { exifValue, iptcValue, type Tag, xmpValue } from './tag-values.ts'

export interface Tags {
  exif: MetadataGroup
  iptc: MetadataGroup
  xmp: MetadataGroup
  iccProfile: string | null
  /** EXIF, 1 to 8. */
  orientation: number | null
  truncated: boolean
}

/** Names in one group; no camera writes so many. */
const maxNames = 200

/** Undefined where nothing can be read. Loaded when the first image needs it: a child that meets none starts quicker. */
export async function readTags(bytes: Buffer): Promise<Tags | undefined> {
  const { default: ExifReader } = await import('exifreader')
  const includeTags = { exif: true, iptc: true, xmp: true, icc: true } as const
  try {
    const found = ExifReader.load(bytes, { expanded: true, computed: true, includeTags }) as Found
    return toTags(found)
  } catch {
    return undefined
  }
}

/** The types of the library say more than a stranger's file keeps. */
interface Found {
  exif?: Record<string, Tag>
  iptc?: Record<string, Tag | Tag[]>
  xmp?: Record<string, Tag>
  icc?: Record<string, Tag>
}

function toTags({ exif = {}, iptc = {}, xmp = {}, icc = {} }: Found): Tags {
  const groups = {
    exif: plain(exif, exifValue),
    iptc: plain(iptc, (_, tag) => iptcValue(tag)),
    xmp: plain(xmp, (name, tag) => (name === '_raw' ? undefined : xmpValue(tag))),
  }
  const { value: profile } = clean(icc['ICC Description']?.description)
  return {
    exif: groups.exif.group,
    iptc: groups.iptc.group,
    xmp: groups.xmp.group,
    iccProfile: typeof profile === 'string' ? profile.slice(0, 200) : null,
    orientation: orientationOf(exif.Orientation?.value),
    truncated: Object.values(groups).some(({ truncated }) => truncated),
  }
}

function plain<Kind>(tags: Record<string, Kind>, readValue: (name: string, tag: Kind) => unknown) {
  const group: MetadataGroup = {}
  let truncated = false
  for (const [untrusted, tag] of Object.entries(tags).slice(0, maxNames)) {
    const name = cleanName(untrusted)
    const cleaned = clean(readValue(untrusted, tag))
    truncated ||= cleaned.truncated
    if (name !== undefined && cleaned.value !== undefined) group[name] = cleaned.value
  }
  return { group, truncated: truncated || Object.keys(tags).length > maxNames }
}

function orientationOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8 ? value : null
}
