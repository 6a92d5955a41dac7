/** Formats that are known and not decoded here: the catalogue gets the facts of their header. */
import { broken } from './broken.ts'
import { readHeif } from './headers/heif.ts'
import { readJp2 } from './headers/jp2.ts'
import { readJxl } from './headers/jxl.ts'
import { readTiff } from './headers/tiff.ts'
import type { HeaderFacts, ReadHeader } from './headers/types.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { readMetadataAlone } from './metadata/read-metadata.ts'
import { noLooks } from './pixels/looks.ts'
import { refuseSize } from './refuse.ts'

const readers = { heif: readHeif, jp2: readJp2, jxl: readJxl, tiff: readTiff } satisfies Record<string, ReadHeader>
type WithReader = keyof typeof readers

/** Of these the prebuilt libvips has no decoder at all; of TIFF it lacks some kinds. */
export function isHeaderOnly(format: DecodeRequest['format']): format is Exclude<WithReader, 'tiff'> {
  return format in readers && format !== 'tiff'
}

export async function readHeaderOnly(request: DecodeRequest, format: WithReader): Promise<Decoded> {
  try {
    const facts = readers[format](request.bytes)
    const { width, height } = facts
    if (!(width > 0 && height > 0)) return broken(format, 'its header names no size')
    return refuseSize(width, height, request) ?? (await catalogued(request.bytes, format, facts))
  } catch (error) {
    return broken(format, error)
  }
}

async function catalogued(bytes: Buffer, format: WithReader, header: HeaderFacts): Promise<Decoded> {
  const shape = { format, ...header, animated: false, frames: 1, damaged: false, duration: null }
  // What reads tags takes too long over a hostile TIFF.
  const metadata = format === 'jp2' || format === 'tiff' ? null : await readMetadataAlone(bytes)
  return { verdict: 'decoded', facts: { ...shape, ...noLooks, metadata }, thumbnail: null }
}
