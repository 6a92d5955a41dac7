/** Perceptual hashes by chance, and others near them. */
import type { Random } from './random.ts'

export function randomHash(random: Random): string {
  return Array.from({ length: 16 }, () => random.integer(16).toString(16)).join('')
}

/** A hash that differs in exactly so many bits. */
export function flipped(random: Random, hash: string, bits: number): string {
  const chosen = new Set<number>()
  while (chosen.size < bits) chosen.add(random.integer(64))
  const mask = [...chosen].reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n)
  return (BigInt(`0x${hash}`) ^ mask).toString(16).padStart(16, '0')
}

/** Counted digit by digit: slowly, and in another way than Magpie does. */
export function bitsBetween(one: string, other: string): number {
  return (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2).replaceAll('0', '').length
}
