/** SHA-256, the identity of an image. */
import { hash, subtle } from 'node:crypto'

/** Up to this many bytes hashing takes under a millisecond; more would hold up every other request. */
const maxAtOnce = 1024 * 1024

/** SHA-256 in hex; of large inputs off the main thread. */
export async function digestOf(bytes: Buffer): Promise<string> {
  if (bytes.length <= maxAtOnce) return hash('sha256', bytes, 'hex')
  return Buffer.from(await subtle.digest('SHA-256', bytes as Buffer<ArrayBuffer>)).toString('hex')
}
