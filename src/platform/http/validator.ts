/** How what is sent is checked against the routes' schemas. */
import AjvCompiler from '@fastify/ajv-compiler'

type Compile = (route: { httpPart?: string }) => ReturnType<ReturnType<ReturnType<typeof AjvCompiler>>>

/** Nothing unknown is dropped. Parameters are text, so numbers are read from them; a body says what it means. */
export const buildValidator = (externalSchemas: Record<string, object>) => {
  // The types of the package describe Ajv's own compiler; what it returns takes Fastify's route definition.
  const compile = (coerceTypes: boolean) =>
    AjvCompiler()(externalSchemas, { customOptions: { removeAdditional: false, coerceTypes } }) as unknown as Compile
  const [ofParameters, ofBody] = [compile(true), compile(false)]
  return ((route) => (route.httpPart === 'body' ? ofBody(route) : ofParameters(route))) satisfies Compile as never
}
