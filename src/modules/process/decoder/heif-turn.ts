/** Rotation of a HEIF image, which its container states apart from the size of its pixels. */

/** Whether it is shown lying on its side: an odd number of quarter turns in its `irot` property (ISO/IEC 23008-12). */
export function isTurned(bytes: Buffer): boolean {
  const properties = bytes.indexOf('ipco')
  const turn = properties < 0 ? -1 : bytes.indexOf('irot', properties)
  return turn >= 0 && ((bytes[turn + 4] ?? 0) & 1) === 1
}
