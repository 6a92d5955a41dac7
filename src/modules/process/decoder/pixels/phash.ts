/** Perceptual hash: alike for pictures that look alike, whatever their size or compression. */

/** Side of the square of grey values that is hashed. */
export const phashSide = 32

/** Low frequencies kept in each direction: 8 x 8 bits. */
const kept = 8

/** Less contrast than this (of 255) is a flat picture, and all flat pictures would seem alike. */
const minContrast = 8

/** 64 bits as 16 hex digits from 32 x 32 grey values: which low frequencies lie above their median; null for flat pictures. */
export function phash(grey: Float64Array): string | null {
  if (contrast(grey) < minContrast) return null
  const frequencies = lowFrequencies(grey)
  const middle = median(frequencies.slice(1))
  const bits = Array.from(frequencies, (value) => (value > middle ? '1' : '0'))
  return BigInt(`0b${bits.join('')}`)
    .toString(16)
    .padStart(16, '0')
}

function contrast(grey: Float64Array): number {
  let darkest = 255
  let brightest = 0
  for (const value of grey) {
    darkest = Math.min(darkest, value)
    brightest = Math.max(brightest, value)
  }
  return brightest - darkest
}

/** Two-dimensional DCT-II, only its 8 x 8 lowest frequencies, first along the rows, then along the columns. */
function lowFrequencies(grey: Float64Array): Float64Array {
  const rows = transform(grey, waves, phashSide)
  const both = transform(rows, waves, kept)
  // Rounding keeps the noise of the arithmetic from deciding the bits of frequencies that are not there.
  return both.map((value) => Math.round(value))
}

const waves = cosines()

/** Transforms each row of 32 values into 8, and turns the table, so that doing it twice gives back the orientation. */
function transform(values: Float64Array, waves: Float64Array[], rows: number): Float64Array {
  const result = new Float64Array(rows * kept)
  for (let row = 0; row < rows; row++) {
    waves.forEach((wave, frequency) => {
      let sum = 0
      for (let x = 0; x < phashSide; x++) sum += (values[row * phashSide + x] ?? 0) * (wave[x] ?? 0)
      result[frequency * rows + row] = sum
    })
  }
  return result
}

function cosines(): Float64Array[] {
  return Array.from({ length: kept }, (_, frequency) => {
    const scale = Math.sqrt((frequency === 0 ? 1 : 2) / phashSide)
    return Float64Array.from(
      { length: phashSide },
      (_value, x) => scale * Math.cos((Math.PI * frequency * (2 * x + 1)) / (2 * phashSide)),
    )
  })
}

function median(values: Float64Array): number {
  const sorted = values.toSorted()
  return sorted[sorted.length >> 1] ?? 0
}
