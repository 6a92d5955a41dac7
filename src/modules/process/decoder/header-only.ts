/** Formats that are known and not decoded here: the catalogue gets the facts of their header. */
import { broken } from './broken.ts'
import { readHeif } from './headers/heif.ts'
import { readJp2 } from './headers/jp2.ts'
import { readJxl } from './headers/jxl.ts'
import type { HeaderFacts, ReadHeader } from './headers/types.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { noLooks } from './pixels/looks.ts'
import { refuseSize } from './refuse.ts'

/** Of these the prebuilt libvips has no decoder. */
const readers = { heif: readHeif, jp2: readJp2, jxl: readJxl } satisfies Record<string, ReadHeader>
type HeaderOnly = keyof typeof readers

export function isHeaderOnly(format: DecodeRequest['format']): format is HeaderOnly {
  return format in readers
}

export function readHeaderOnly(request: DecodeRequest, format: HeaderOnly): Decoded {
  try {
    const facts = readers[format](request.bytes)
    const { width, height } = facts
    if (!(width > 0 && height > 0)) return broken(format, 'its header names no size')
    return refuseSize(width, height, request) ?? catalogued(format, facts)
  } catch (error) {
    return broken(format, error)
  }
}

function catalogued(format: HeaderOnly, facts: HeaderFacts): Decoded {
  const shape = { format, ...facts, animated: false, frames: 1, damaged: false }
  return { verdict: 'decoded', facts: { ...shape, ...noLooks }, thumbnail: null }
}
