/** Formats that are known and not decoded here: the catalogue gets the facts of their header. */
import { broken } from './broken.ts'
import { readHeif } from './headers/heif.ts'
import { readJp2 } from './headers/jp2.ts'
import { readJxl } from './headers/jxl.ts'
import type { HeaderFacts, ReadHeader } from './headers/types.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { readMetadataAlone } from './metadata/read-metadata.ts'
import { noLooks } from './pixels/looks.ts'
import { refuseSize } from './refuse.ts'

/** Of these the prebuilt libvips has no decoder. */
const readers = { heif: readHeif, jp2: readJp2, jxl: readJxl } satisfies Record<string, ReadHeader>
type HeaderOnly = keyof typeof readers

export function isHeaderOnly(format: DecodeRequest['format']): format is HeaderOnly {
  return format in readers
}

export async function readHeaderOnly(request: DecodeRequest, format: HeaderOnly): Promise<Decoded> {
  try {
    const facts = readers[format](request.bytes)
    const { width, height } = facts
    if (!(width > 0 && height > 0)) return broken(format, 'its header names no size')
    return refuseSize(width, height, request) ?? (await catalogued(request.bytes, format, facts))
  } catch (error) {
    return broken(format, error)
  }
}

async function catalogued(bytes: Buffer, format: HeaderOnly, header: HeaderFacts): Promise<Decoded> {
  const shape = { format, ...header, animated: false, frames: 1, damaged: false, duration: null }
  const metadata = format === 'jp2' ? null : await readMetadataAlone(bytes)
  return { verdict: 'decoded', facts: { ...shape, ...noLooks, metadata }, thumbnail: null }
}
