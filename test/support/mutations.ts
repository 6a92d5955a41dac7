/** Files made wrong by chance: as disks and networks do it, and as people do who mean harm. */
import { crc32 } from 'node:zlib'
import { chunksOf } from '../../src/modules/process/decoder/damage/png-chunks.ts'
import type { Random } from './random.ts'

type Way = (bytes: Buffer, random: Random, other: Buffer) => Buffer

/** At the borders of what fields of one, two and four bytes hold, with and without a sign. */
const numbers = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff]

const ways: Record<string, Way> = {
  flip(bytes, random) {
    for (let left = 1 + random.integer(8); left > 0; left--) {
      const at = place(bytes, random)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(8))
    }
    return bytes
  },
  fill(bytes, random) {
    const start = place(bytes, random)
    bytes.subarray(start, start + 1 + random.integer(32)).fill(random.one([0, 0xff, random.integer(256)]))
    return bytes
  },
  noise(bytes, random) {
    const start = place(bytes, random)
    const end = Math.min(bytes.length, start + 1 + random.integer(32))
    for (let at = start; at < end; at++) bytes[at] = random.integer(256)
    return bytes
  },
  number(bytes, random) {
    const length = random.one([1, 2, 4])
    const at = Math.min(place(bytes, random), bytes.length - length)
    const value = random.one(numbers) % 2 ** (8 * length)
    if (at >= 0) bytes[random.one(['writeUIntBE', 'writeUIntLE'] as const)](value, at, length)
    return bytes
  },
  cut: (bytes, random) => bytes.subarray(0, place(bytes, random)),
  leaveOut(bytes, random) {
    const [start, end] = range(bytes, random)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
  },
  repeat(bytes, random) {
    const [start, end] = range(bytes, random)
    return insert(bytes, place(bytes, random), bytes.subarray(start, end))
  },
  graft(bytes, random, other) {
    const [start, end] = range(other, random)
    return insert(bytes, place(bytes, random), other.subarray(start, end))
  },
  splice: (bytes, random, other) =>
    Buffer.concat([bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random))]),
}

export interface Mutated {
  bytes: Buffer
  /** What was done to it, in words. */
  how: string
}

/** One to four wrongs; of a PNG the checksums are often mended, or no decoder would look any further. */
export function mutate(random: Random, original: Buffer, other: Buffer): Mutated {
  const names = Array.from({ length: random.one([1, 1, 1, 2, 3, 4]) }, () => random.one(Object.keys(ways)))
  const bytes = names.reduce<Buffer>((some, name) => (ways[name] as Way)(some, random, other), Buffer.from(original))
  return { bytes: random.integer(4) === 0 ? bytes : withChecksums(bytes), how: names.join(', ') }
}

/** Half of them near the start, where the headers are. */
function place({ length }: Buffer, random: Random): number {
  return random.integer(random.integer(2) === 0 ? length : Math.min(length, 96))
}

function range(bytes: Buffer, random: Random): [start: number, end: number] {
  const start = place(bytes, random)
  return [start, start + 1 + random.integer(random.one([4, 64, bytes.length]))]
}

function insert(bytes: Buffer, at: number, more: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)])
}

function withChecksums(bytes: Buffer): Buffer {
  if (!bytes.toString('latin1', 0, 8).startsWith('\x89PNG')) return bytes
  for (const { whole, state } of chunksOf(bytes))
    if (state === 'corrupt') whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4)
  return bytes
}
