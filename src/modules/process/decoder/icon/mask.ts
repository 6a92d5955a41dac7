/** What of the picture of an icon is seen. */
import type { BitmapHeader } from '../bitmap/header.ts'
import { rowBytes } from '../bitmap/pixels.ts'

/**
 * Takes alpha from the mask behind the colours, a bit a pixel, unless the pixels bring their own: icons with fewer than 32 bits
 * have no other, and some tools leave the fourth byte of 32 empty, which read as alpha would hide the whole picture.
 */
export function maskIcon(
  data: Uint8Array,
  { bytes, header, start }: { bytes: Buffer; header: BitmapHeader; start: number },
): void {
  if (header.masks[3] !== 0) {
    if (hasAlpha(data)) return
    for (let at = 3; at < data.length; at += 4) data[at] = 255
  }
  const { width, height, bits, isTopDown } = header
  const mask = bytes.subarray(start + rowBytes(width, bits) * height)
  const step = rowBytes(width, 1)
  for (let row = 0; row < height; row++) {
    const y = isTopDown ? row : height - 1 - row
    for (let x = 0; x < width; x++) {
      const byte = mask[row * step + (x >> 3)] ?? 0
      if (byte & (0x80 >> (x & 7))) data[(y * width + x) * 4 + 3] = 0
    }
  }
}

function hasAlpha(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return true
  return false
}
