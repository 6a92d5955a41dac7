/** JPEG XL (ISO/IEC 18181): a codestream, bare or in a container. */
import { type Bits, createBits } from './bits.ts'
import { boxesOf } from './boxes.ts'
import type { HeaderFacts } from './types.ts'

/** Width to height by their number in the file. */
const ratios = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const

/** Size and orientation are the first things of a codestream. */
const headBytes = 32

export function readJxl(bytes: Buffer): HeaderFacts {
  const bits = createBits(codestreamOf(bytes).subarray(2))
  const { width, height } = takeSize(bits)
  return isOnItsSide(bits) ? { width: height, height: width, alpha: false } : { width, height, alpha: false }
}

/** In a container it may come in parts, each with its number before it. */
function codestreamOf(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 0, 2) === '\xff\x0a') return bytes
  const parts: Buffer[] = []
  for (const { type, data } of boxesOf(bytes)) {
    if (type === 'jxlc') return data
    if (type === 'jxlp') parts.push(data.subarray(4, 4 + headBytes))
    if (parts.length === headBytes) break
  }
  return Buffer.concat(parts)
}

function takeSize(bits: Bits): { width: number; height: number } {
  const isSmall = bits.take(1) === 1
  const height = takeSide(bits, isSmall)
  const [width, to] = ratios[bits.take(3) - 1] ?? []
  return { width: width && to ? Math.floor((height * width) / to) : takeSide(bits, isSmall), height }
}

function takeSide(bits: Bits, isSmall: boolean): number {
  if (isSmall) return 8 * (1 + bits.take(5))
  const length = [9, 13, 18, 30][bits.take(2)] as number
  return 1 + bits.take(length)
}

/** The metadata behind the size: unless all are left at their defaults, and the rarer ones too, they begin with the orientation. */
function isOnItsSide(bits: Bits): boolean {
  const isDefault = bits.take(1) === 1
  const isStated = !isDefault && bits.take(1) === 1
  return isStated && bits.take(3) >= 4
}
