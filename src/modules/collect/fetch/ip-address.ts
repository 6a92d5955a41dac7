/** IP literals as numbers, so that one address has one meaning however it is spelled. */
import { isIPv4, isIPv6 } from 'node:net'

/** The eight 16-bit groups of an IPv6 literal; undefined for anything else, zone ids included. */
export function ipv6Groups(address: string): number[] | undefined {
  if (!isIPv6(address) || address.includes('%')) return undefined
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const left = parseGroups(head)
  const right = parseGroups(tail ?? '')
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

/** The IPv4 address that a literal stands for: itself, or what an IPv4-mapped IPv6 literal carries. */
export function asIPv4(address: string): string | undefined {
  if (isIPv4(address)) return address
  const groups = ipv6Groups(address)
  const [high, low] = groups?.slice(6) ?? []
  if (!groups || high === undefined || low === undefined) return undefined
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  return mapped ? `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}` : undefined
}

function parseGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}
