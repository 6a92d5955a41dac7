/** How what is sent is checked against the routes' schemas. */
import AjvCompiler from '@fastify/ajv-compiler'
import { readParameters, repeatedParameters } from './read-parameters.ts'

interface Part {
  httpPart?: string
  schema: unknown
}

interface Validate {
  (value: unknown): boolean
  errors?: unknown[] | null
}

/** Nothing unknown is dropped, and nothing is bent to fit: a body says what it means, and parameters are read from text. */
export const buildValidator = (externalSchemas: Record<string, object>) => {
  const customOptions = { removeAdditional: false, coerceTypes: false } as const
  // The types of the package describe Ajv's own compiler; what it returns takes Fastify's route definition.
  const compile = AjvCompiler()(externalSchemas, { customOptions }) as unknown as (part: Part) => Validate
  return ((part: Part) => (part.httpPart === 'body' ? compile(part) : ofText(compile(part), part.schema))) as never
}

function ofText(validate: Validate, schema: unknown) {
  return (given: Record<string, unknown>) => {
    const repeated = repeatedParameters(given, schema)
    if (repeated.length > 0) return { error: repeated.map(moreThanOnce) }
    const value = readParameters(given, schema)
    return validate(value) ? { value } : { error: validate.errors }
  }
}

/** As Ajv would say it. */
function moreThanOnce(name: string) {
  return { instancePath: `/${name}`, message: 'is given more than once', params: {} }
}
