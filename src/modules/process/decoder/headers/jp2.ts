/** JPEG 2000 (ISO/IEC 15444-1): a codestream, bare or in a container. */
import { findBox } from './boxes.ts'
import type { HeaderFacts } from './types.ts'

/** The marker of the start and that of the size. */
export const codestreamStart = '\xff\x4f\xff\x51'

export function readJp2(bytes: Buffer): HeaderFacts {
  return bytes.toString('latin1', 0, 4) === codestreamStart ? readCodestream(bytes) : readContainer(bytes)
}

/** The picture is what of the reference grid lies beyond its offset. */
function readCodestream(bytes: Buffer): HeaderFacts {
  const number = (at: number) => bytes.readUInt32BE(at)
  return { width: number(8) - number(16), height: number(12) - number(20), alpha: false }
}

function readContainer(bytes: Buffer): HeaderFacts {
  const header = findBox(bytes, 'jp2h') ?? Buffer.alloc(0)
  const size = findBox(header, 'ihdr') ?? Buffer.alloc(0)
  return { width: size.readUInt32BE(4), height: size.readUInt32BE(0), alpha: hasAlpha(header) }
}

/** Channels of type 1 or 2 in the definition of channels are opacity. */
function hasAlpha(header: Buffer): boolean {
  const channels = findBox(header, 'cdef')
  if (!channels) return false
  for (let at = 2; at + 6 <= channels.length; at += 6) if ([1, 2].includes(channels.readUInt16BE(at + 2))) return true
  return false
}
