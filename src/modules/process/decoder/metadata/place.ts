/** Parts what tells where an image was taken from the rest. */
import type { MetadataGroup, MetadataValue } from '#catalog'

/** By name: the GPS tags of EXIF, their like in XMP, and what makers of cameras and drones call it. */
const tellsPlace = /^gps|latitude|longt?itude/i

export interface Parted {
  rest: MetadataGroup
  place: MetadataGroup
}

/** However deep it lies: nothing of a place is left in `rest`. */
export function partPlace(group: MetadataGroup): Parted {
  const place: MetadataGroup = {}
  return { rest: withoutPlace(group, place), place }
}

function withoutPlace(group: MetadataGroup, place: MetadataGroup): MetadataGroup {
  const rest: MetadataGroup = {}
  for (const [name, value] of Object.entries(group)) {
    if (tellsPlace.test(name)) place[name] ??= value
    else rest[name] = within(value, place)
  }
  return rest
}

function within(value: MetadataValue, place: MetadataGroup): MetadataValue {
  if (Array.isArray(value)) return value.map((item) => within(item, place))
  return typeof value === 'object' ? withoutPlace(value, place) : value
}
