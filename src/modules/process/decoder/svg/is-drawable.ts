/** Keeps the rasteriser from documents that would fill the memory. */

/** Each element takes librsvg some 4 KiB, a hundred times what its tags take in the file. */
const maxTags = 100_000

/** Whether there are few enough tags, of the beginning and the end of elements alike. */
export function isDrawable(bytes: Buffer): boolean {
  let tags = 0
  for (let at = bytes.indexOf('<'); at >= 0 && tags <= maxTags; at = bytes.indexOf('<', at + 1)) tags += 1
  return tags <= maxTags
}
