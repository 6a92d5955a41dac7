/** Why a decoder gave no answer. */

/**
 * `unavailable`: no child got ready · `died`: it ended at work · `timeout`: it took too long · `memory`: it took too much ·
 * `displaced`: its child ended over the image before it · `closed`: its pool is.
 */
export type DecoderFailureCode = 'unavailable' | 'died' | 'timeout' | 'memory' | 'displaced' | 'closed'

export class DecoderFailure extends Error {
  override readonly name = 'DecoderFailure'
  readonly code: DecoderFailureCode

  constructor(code: DecoderFailureCode, message: string) {
    super(message)
    this.code = code
  }
}
