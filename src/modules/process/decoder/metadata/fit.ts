/** Keeps the metadata of an image within a size, whatever a file may hold. */
import type { MetadataGroup, MetadataValue } from '#catalog'

export type Groups<Name extends string> = Record<Name, MetadataGroup>

/** Bytes of JSON. */
export const maxBytes = 15 * 1024

/** Leaves out the largest values, whichever group they are of, until the rest fits. */
export function fit<Name extends string>(groups: Groups<Name>): { groups: Groups<Name>; truncated: boolean } {
  const sized = entriesOf(groups)
  let bytes = sized.reduce((sum, entry) => sum + entry.bytes, 0)
  if (bytes <= maxBytes) return { groups, truncated: false }
  const kept = Object.fromEntries(Object.keys(groups).map((group) => [group, { ...groups[group as Name] }]))
  for (const { group, name, bytes: size } of sized.sort((one, other) => other.bytes - one.bytes)) {
    if (bytes <= maxBytes) break
    delete kept[group]?.[name]
    bytes -= size
  }
  return { groups: kept as Groups<Name>, truncated: true }
}

function entriesOf(groups: Record<string, MetadataGroup>): { group: string; name: string; bytes: number }[] {
  return Object.entries(groups).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => ({ group, name, bytes: sizeOf(name, value) })),
  )
}

function sizeOf(name: string, value: MetadataValue): number {
  return Buffer.byteLength(JSON.stringify({ [name]: value }))
}
