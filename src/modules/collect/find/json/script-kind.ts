/** What of a `script` is data that names pictures. */
import { mayAssignJson } from './assigned-json.ts'

/** `assigned`: a plain script that assigns JSON to a name. */
export type ScriptKind = 'linked' | 'json' | 'assigned'

const json = /^(?:application|text)\/(?:[\w.-]+\+)?json$|^text\/x-magento-init$/
const plain = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma|live)script[\d.]*)$/

export function scriptKind(untrustedType: string | undefined, text: string): ScriptKind | undefined {
  const [type = ''] = (untrustedType ?? '').toLowerCase().split(';', 1)
  const name = type.trim()
  if (name === 'application/ld+json') return 'linked'
  if (json.test(name)) return 'json'
  return plain.test(name) && mayAssignJson(text) ? 'assigned' : undefined
}
