/** The blocks of a GIF (GIF89a), without what is in them. */

const extension = 0x21
const screenBytes = 13

/** The byte that begins an image. */
export const gifImage = 0x2c
/** Of an image, with that byte: place, size and flags. */
export const descriptorBytes = 10

/**
 * Where each begins. Last comes the place of a byte that begins none: the mark of the end, or what else ends it for
 * browsers too; or a place behind the end of a file that is cut short.
 */
export function* gifBlocks(bytes: Buffer): Generator<number> {
  let at = screenBytes + tableBytes(bytes[10])
  while (at < bytes.length) {
    yield at
    if (bytes[at] === extension) at = afterSubBlocks(bytes, at + 2)
    else if (bytes[at] === gifImage) at = afterSubBlocks(bytes, at + descriptorBytes + tableBytes(bytes[at + 9]) + 1)
    else return
  }
  yield at
}

/** A table of colours stands behind the flags that announce it and its length. */
function tableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

function afterSubBlocks(bytes: Buffer, start: number): number {
  let at = start
  for (let length = bytes[at]; length; length = bytes[at]) at += length + 1
  return at + 1
}
