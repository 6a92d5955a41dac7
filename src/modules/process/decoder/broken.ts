/** The verdict on bytes that begin like an image and cannot be read as one. */
import type { Format } from '#catalog'
import { nameOf } from '../format-name.ts'
import type { Broken } from './messages.ts'

/** What the libraries say, and what a person understands. */
const translations: [RegExp, string][] = [
  [/premature end|unexpected end|bad seek|truncated|end of (stream|file)/i, 'it is cut short'],
  [/corrupt header|unsupported image format|unable to parse|^\s*$/i, 'its header or its data are corrupt or cut short'],
]

/** `cause` is what the decoder threw; its first line is kept, without the names of its inner parts. */
export function broken(format: Format, cause: unknown): Broken {
  return { verdict: 'broken', reason: `The ${nameOf(format)} image cannot be read: ${plainWords(cause)}.` }
}

function plainWords(cause: unknown): string {
  if (cause instanceof RangeError) return 'its header is cut short'
  const message = cause instanceof Error ? cause.message : String(cause)
  const known = translations.find(([pattern]) => pattern.test(message))
  if (known) return known[1]
  const [line = ''] = message.trim().split('\n')
  return line
    .replace(/^Input (buffer|file) /, '')
    .replace(/^\w+: /, '')
    .replace(/\.$/, '')
    .slice(0, 200)
}
