/** The perceptual hash of a picture that nobody collected: of what somebody looks for. */
import type { HashPicture } from '#catalog'
import { problem } from '#platform'
import type { Decoded } from './decoder/messages.ts'
import { DecoderFailure } from './pool/decoder-failure.ts'

/** `decode` is what collected images are decoded by, so that the same bytes have the same hash. */
export function createHashPicture(decode: (bytes: Buffer) => Promise<Decoded>): HashPicture {
  return async (bytes) => {
    const decoded = await decode(bytes).catch(refuse)
    if (decoded.verdict === 'decoded') return decoded.facts.phash
    throw problem('not-an-image', decoded.reason)
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof DecoderFailure)) throw error
  throw problem('busy', 'The picture could not be read now. Try again shortly.', { cause: error, retryAfterSeconds: 5 })
}
