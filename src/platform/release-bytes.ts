/** Gives memory back before any garbage is collected: of bytes so large that it matters, and that nobody will read again. */
export function releaseBytes({ buffer, byteLength }: Buffer): void {
  // A part of a larger buffer is not ours to give.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
