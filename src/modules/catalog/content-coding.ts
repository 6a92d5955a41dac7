/** Packed by what the client takes (RFC 9110, section 12.5.3): Brotli before gzip. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type ContentCoding = 'br' | 'gzip' | 'identity'

export function chooseCoding(accepted: string | undefined): ContentCoding {
  const weights = new Map((accepted ?? '').toLowerCase().split(',').map(readWeight))
  if ((weights.get('br') ?? 0) > 0) return 'br'
  // Who takes anything is given what everybody reads.
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0 ? 'gzip' : 'identity'
}

function readWeight(part: string): [coding: string, weight: number] {
  const [coding = '', ...parameters] = part.split(';').map((each) => each.trim())
  const weight = parameters.find((each) => each.startsWith('q='))?.slice(2)
  return [coding, weight === undefined ? 1 : Number(weight) || 0]
}

/** In a thread of Node's own: the event loop has no part in it. */
export async function pack(bytes: Buffer, coding: ContentCoding): Promise<Buffer> {
  if (coding === 'identity') return bytes
  return coding === 'br' ? promisify(brotliCompress)(bytes, brotli) : promisify(gzip)(bytes)
}

/** More takes far longer and brings some hundredths. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
