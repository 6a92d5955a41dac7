/** Text from outside, made fit for storing. */
import { createHash } from 'node:crypto'

/** What Postgres refuses in text (U+0000, lone surrogates) becomes U+FFFD. */
export function storableText<Text extends string | null>(untrusted: Text): Text {
  return (untrusted === null ? null : untrusted.toWellFormed().replaceAll('\0', '\uFFFD')) as Text
}

/** A key for an address of any length: 128 bits of its SHA-256, base64url (22 characters). */
export function addressKey(address: string): string {
  return createHash('sha256').update(address).digest('base64url').slice(0, 22)
}
