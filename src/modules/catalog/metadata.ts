/** What an image file says of itself, beside its pixels. Every text in it is a stranger's. */

export type MetadataValue = string | number | boolean | MetadataValue[] | { [name: string]: MetadataValue }

/** By the names that the standard gives them. */
export type MetadataGroup = Record<string, MetadataValue>

export interface Metadata {
  /** EXIF, 1 to 8: how the stored pixels lie; null where the file does not say. */
  orientation: number | null
  /** Bits of one channel of a pixel; null where unknown. */
  bitDepth: number | null
  /** Whether it appears coarse first, then fine. */
  progressive: boolean
  /** 1 to 100: of a JPEG, as its encoder's setting would have been; null for all others. */
  quality: number | null
  /** Pixels per inch, as the file claims. */
  density: number | null
  /** Name of the colour profile that is embedded. */
  iccProfile: string | null
  exif: MetadataGroup | null
  iptc: MetadataGroup | null
  xmp: MetadataGroup | null
  /** Everything that tells where it was taken, of EXIF and XMP: kept, and not shown. */
  gps: MetadataGroup | null
  /** True where something was too much to be kept. */
  truncated: boolean
}

/**
 * As the API tells it. Without being asked for, the place is not told: who publishes a photo may not know that it says
 * where they live.
 */
export type ShownMetadata = Omit<Metadata, 'gps'> & { hasLocation: boolean; location?: MetadataGroup | null }

/** What an earlier version stored has no quality. */
export function shownMetadata({ gps, ...shown }: Metadata, withLocation: boolean): ShownMetadata {
  const location = withLocation && { location: gps }
  return {
    ...shown,
    quality: shown.quality ?? null,
    ...location,
    hasLocation: gps !== null && Object.entries(gps).some(([name, value]) => isPlace(name, value)),
  }
}

/** Cameras without a fix write the other GPS tags all the same. */
function isPlace(name: string, value: MetadataValue): boolean {
  return /latitude$/i.test(name) && (typeof value === 'number' || (typeof value === 'string' && /\d/.test(value)))
}
