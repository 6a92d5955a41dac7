/** About how much memory a record holds: its text and its bytes, and something for every part. */

const overheadBytes = 64

/** Of plain data: strings, bytes, numbers, lists, and objects of these. */
export function weigh(data: unknown): number {
  if (typeof data === 'string') return overheadBytes + 2 * data.length
  if (typeof data !== 'object' || data === null) return overheadBytes
  if (ArrayBuffer.isView(data)) return overheadBytes + data.byteLength
  return Object.values(data).reduce((sum: number, part) => sum + weigh(part), overheadBytes)
}
