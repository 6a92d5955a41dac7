/** How finely a JPEG was quantised, on the scale of the Independent JPEG Group, which most encoders share. */

/** The luminance table of ITU-T T.81, K.1, in the zigzag order in which files have it. */
const standard = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
  60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121,
  112, 100, 120, 92, 101, 103, 99,
]

/** Of all steps together, by quality, from 1 on. */
const sums = Array.from({ length: 100 }, (_, at) => sum(scale(at + 1)))

/** The standard table as libjpeg's `jpeg_set_quality` makes it of a quality. */
function scale(quality: number): number[] {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality
  return standard.map((step) => Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))))
}

/** 1 to 100: the quality whose steps are on average as large as those of the first component; null where the file has none. */
export function jpegQuality(bytes: Buffer): number | null {
  const table = firstTable(bytes)
  if (!table) return null
  const own = sum(table)
  const differences = sums.map((other) => Math.abs(other - own))
  return 1 + differences.indexOf(Math.min(...differences))
}

function sum(steps: number[]): number {
  return steps.reduce((total, step) => total + step, 0)
}

const marker = { quantisation: 0xdb, scan: 0xda, end: 0xd9 }
/** SOF0 to SOF15, without DHT, JPG and DAC, which stand among them. */
const isFrame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code)

function firstTable(bytes: Buffer): number[] | undefined {
  const tables = new Map<number, number[]>()
  let wanted = 0
  for (const { code, body } of segmentsOf(bytes)) {
    if (code === marker.quantisation) for (const [id, table] of tablesIn(body)) tables.set(id, table)
    // Behind precision, lines, samples and the count of components: identifier, sampling, table.
    else if (isFrame(code)) wanted = body[8] ?? 0
  }
  return tables.get(wanted)
}

/** Those before the first scan (T.81, B.1.1). A file that breaks off in one ends with the one before. */
function* segmentsOf(bytes: Buffer): Generator<{ code: number; body: Buffer }> {
  for (let at = 2; at + 4 <= bytes.length; ) {
    const code = bytes[at + 1] as number
    if (bytes[at] !== 0xff || code === marker.scan || code === marker.end) return
    if (code === 0xff) at += 1
    else {
      const end = at + 2 + Math.max(2, bytes.readUInt16BE(at + 2))
      yield { code, body: bytes.subarray(at + 4, end) }
      at = end
    }
  }
}

/** One segment may define several, of 8 or 16 bits (T.81, B.2.4.1). */
function* tablesIn(body: Buffer): Generator<[id: number, table: number[]]> {
  for (let at = 0; at < body.length; ) {
    const kind = body[at] as number
    const size = kind >> 4 === 0 ? 1 : 2
    const table = body.subarray(at + 1, at + 1 + 64 * size)
    if (table.length < 64 * size) return
    yield [kind & 15, Array.from({ length: 64 }, (_, step) => table.readUIntBE(step * size, size))]
    at += 1 + 64 * size
  }
}
