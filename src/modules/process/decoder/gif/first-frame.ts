/** The first frame of a GIF, which may cover a part of the picture only: nothing is seen beside it. */
import type { Pixels } from '../pixels/types.ts'
import { descriptorBytes, gifBlocks, gifImage } from './blocks.ts'

/** What of the picture is covered: from 0, its left or upper edge, to 1. */
interface Part {
  left: number
  top: number
  right: number
  bottom: number
}

/** The decoder paints black what the first frame leaves open; here it becomes transparent, as browsers show it. */
export function uncoverGif(pixels: Pixels, bytes: Buffer): Pixels {
  const part = pixels.channels === 3 ? findPart(bytes) : undefined
  if (!part || isWhole(part)) return pixels
  const data = new Uint8Array(pixels.width * pixels.height * 4)
  for (let y = 0, at = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++, at++) {
      if (!isWithin(part, (x + 0.5) / pixels.width, (y + 0.5) / pixels.height)) continue
      data.set(pixels.data.subarray(at * 3, at * 3 + 3), at * 4)
      data[at * 4 + 3] = 255
    }
  }
  return { ...pixels, data, channels: 4 }
}

function findPart(bytes: Buffer): Part | undefined {
  const start = gifBlocks(bytes).find((at) => bytes[at] === gifImage)
  if (start === undefined || start + descriptorBytes > bytes.length) return undefined
  const number = (at: number) => bytes.readUInt16LE(at)
  const [x, y] = [number(start + 1), number(start + 3)]
  const [right, bottom] = [x + number(start + 5), y + number(start + 7)]
  // The picture grows until its first frame is within.
  const [width, height] = [Math.max(number(6), right), Math.max(number(8), bottom)]
  if (width === 0 || height === 0) return undefined
  return { left: x / width, top: y / height, right: right / width, bottom: bottom / height }
}

function isWhole({ left, top, right, bottom }: Part): boolean {
  return left <= 0 && top <= 0 && right >= 1 && bottom >= 1
}

function isWithin({ left, top, right, bottom }: Part, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom
}
