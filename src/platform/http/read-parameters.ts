/** Parameters come as text: the numbers and truths that their schema asks for are read from it. */

interface ParameterSchemas {
  properties?: Record<string, { type?: unknown }>
}

/** Only plain spellings are read (`10`, `true`): what else a program might take for a number stays text, and is refused. */
export function readParameters(given: Record<string, unknown>, schema: unknown): Record<string, unknown> {
  const { properties = {} } = schema as ParameterSchemas
  const value = { ...given }
  for (const [name, { type }] of Object.entries(properties)) {
    const text = given[name]
    if (typeof text !== 'string') continue
    if (type === 'integer' && /^-?\d{1,20}$/.test(text)) value[name] = Number(text)
    if (type === 'boolean' && (text === 'true' || text === 'false')) value[name] = text === 'true'
  }
  return value
}
