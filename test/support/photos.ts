/** Photographs for a website: every one distinct, by its colour and a form of its own. */
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
  const background = { r: (number * 47) % 256, g: (number * 91) % 256, b: (number * 139) % 256 }
  const form = { width: 1 + (number % (width - 1)), height: 1 + ((number * 7) % (height - 1)), channels: 3 as const }
  const mark = await sharp({ create: { ...form, background: '#f0e8d8' } })
    .png()
    .toBuffer()
  const ground = sharp({ create: { width, height, channels: 3, background } })
  return ground
    .composite([{ input: mark, left: 0, top: 0 }])
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
