/** Pictures for a website, drawn by number: hills one behind another under a sky with a sun. Every one is distinct. */
import sharp from 'sharp'
import type { Route } from './site.ts'

export interface PhotoOptions {
  width?: number
  height?: number
  format?: 'jpeg' | 'png' | 'webp'
}

export async function photo(
  number: number,
  { width = 600, height = 400, format = 'jpeg' }: PhotoOptions = {},
): Promise<Buffer> {
  return sharp(Buffer.from(drawing(number, width, height)))
    .flatten()
    .toFormat(format)
    .toBuffer()
}

/** Routes `/1.jpg` to `/<count>.jpg`. */
export async function photoRoutes(count: number, options: PhotoOptions = {}): Promise<Record<string, Route>> {
  const numbers = Array.from({ length: count }, (_, at) => at + 1)
  return Object.fromEntries(
    await Promise.all(numbers.map(async (number) => [`/${number}.jpg`, await photo(number, options)] as const)),
  )
}

function drawing(number: number, width: number, height: number): string {
  const hue = (number * 137.5) % 360
  const sun = { x: part(number, 1) * 80 + 10, y: part(number, 2) * 30 + 12, radius: part(number, 3) * 6 + 4 }
  const hills = [0, 1, 2, 3].map((depth) => hill(number, depth, hue))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 66"
    preserveAspectRatio="xMidYMid slice">
    <linearGradient id="sky" x2="0" y2="1">
      <stop stop-color="hsl(${hue}, 45%, 62%)"/><stop offset="0.8" stop-color="hsl(${hue + 40}, 80%, 88%)"/>
    </linearGradient>
    <rect x="-50" y="-50" width="200" height="200" fill="url(#sky)"/>
    <circle cx="${sun.x}" cy="${sun.y}" r="${sun.radius}" fill="hsl(${hue + 60}, 90%, 92%)"/>
    ${hills.join('')}
  </svg>`
}

/** Nearer hills are lower and darker. */
function hill(number: number, depth: number, hue: number): string {
  const level = 30 + depth * 10
  const heights = [0, 1, 2, 3, 4, 5].map((at) => level + (part(number, 10 + depth * 7 + at) - 0.5) * 16)
  const curve = heights.map((y, at) => `${at === 0 ? '' : 'S'}${at * 40 - 70},${y} ${at * 40 - 50},${level}`).join(' ')
  const shade = `hsl(${hue + 15 - depth * 8}, ${30 + depth * 6}%, ${58 - depth * 13}%)`
  return `<path d="M-90,${level} L${curve} L150,150 L-90,150 Z" fill="${shade}"/>`
}

/** Between 0 and 1, always the same for the same numbers. */
function part(number: number, which: number): number {
  const wave = Math.sin(number * 12.9898 + which * 78.233) * 43758.5453
  return wave - Math.floor(wave)
}
