/** Lists in parts that a statement can carry. */

export function inChunks<Part>(parts: Part[], size: number): Part[][] {
  return Array.from({ length: Math.ceil(parts.length / size) }, (_, index) =>
    parts.slice(index * size, (index + 1) * size),
  )
}
