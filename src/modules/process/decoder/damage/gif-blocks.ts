/** The blocks of a GIF (GIF89a), as far as needed to know whether its end is there. */

const [extension, image] = [0x21, 0x2c]
const screenBytes = 13
const descriptorBytes = 10

/** Whether the file ends before the mark of its end. A byte that begins no block ends it, for browsers too. */
export function isGifCut(bytes: Buffer): boolean {
  let at = screenBytes + tableBytes(bytes[10])
  while (at < bytes.length) {
    if (bytes[at] === extension) at = afterSubBlocks(bytes, at + 2)
    else if (bytes[at] === image) at = afterSubBlocks(bytes, at + descriptorBytes + tableBytes(bytes[at + 9]) + 1)
    else return false
  }
  return true
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
