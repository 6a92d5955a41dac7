/** Parameters come as text: the numbers, truths and ids that their schema asks for are read from it. */

interface ParameterSchema {
  type?: unknown
  format?: unknown
}

interface ParameterSchemas {
  properties?: Record<string, ParameterSchema>
}

/** Only plain spellings are read (`10`, `true`): what else a program might take for a number stays text, and is refused. */
export function readParameters(given: Record<string, unknown>, schema: unknown): Record<string, unknown> {
  const { properties = {} } = schema as ParameterSchemas
  const value = { ...given }
  for (const [name, asked] of Object.entries(properties)) {
    const text = given[name]
    if (typeof text === 'string') value[name] = read(text, asked)
  }
  return value
}

function read(text: string, { type, format }: ParameterSchema): unknown {
  if (type === 'integer' && /^-?\d{1,20}$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  // Case does not count (RFC 9562, section 4), and a URN is the same id in a longer spelling.
  if (format === 'uuid') return text.toLowerCase().replace(/^urn:uuid:/, '')
  return text
}

/** Names of those that are given more than once, although one value is asked for. */
export function repeatedParameters(given: Record<string, unknown>, schema: unknown): string[] {
  const { properties = {} } = schema as ParameterSchemas
  return Object.keys(properties).filter((name) => Array.isArray(given[name]))
}
