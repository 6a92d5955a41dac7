/** Pieces that the schemas of all rooms are made of. */
import { type Static, type TSchema, Type } from 'typebox'

/** A value or null, in the form that serialises fastest. */
export function nullable<Schema extends TSchema>(schema: Schema) {
  const { type, enum: words } = schema as { type?: string; enum?: unknown[] }
  return Type.Unsafe<Static<Schema> | null>({
    ...schema,
    type: [type, 'null'],
    ...(words && { enum: [...words, null] }),
  })
}

/** One of a fixed set of words. */
export function oneOf<const Word extends string>(words: readonly Word[], options: object = {}) {
  return Type.Unsafe<Word>({ type: 'string', enum: [...words], ...options })
}

/** A schema that the document names among its components: it is written once and referred to. */
export function ref<Schema extends TSchema>(schema: Schema) {
  return Type.Unsafe<Static<Schema>>({ $ref: `${(schema as { $id?: string }).$id}#` })
}

/** A shared schema or nothing. */
export function nullableRef<Schema extends TSchema>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ anyOf: [ref(schema), { type: 'null' }] })
}

/** Text from outside: Postgres stores every character but U+0000, and half a character cannot be spelled in UTF-8. */
export function Text(options: object = {}) {
  return Type.String({ pattern: '^[^\\u0000\\p{Cs}]*$', ...options })
}

export const Time = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' })
export const Id = Type.String({ format: 'uuid', description: 'UUID version 7' })
export const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the original bytes, hex' })
export const Count = Type.Integer({ minimum: 0 })

/** The largest number that a column of type integer holds. */
export const maxInteger = 2 ** 31 - 1

export const IdParams = Type.Object({ id: Id }, { additionalProperties: false })

/** The answer of a route that takes on work. */
export function accepted<Schema extends TSchema>(schema: Schema) {
  const location = { type: 'string', description: 'Where it is from now on.' }
  return { ...ref(schema), headers: { location } } as ReturnType<typeof ref<Schema>>
}

/** One page of a list. */
export function listOf<Schema extends TSchema>(schema: Schema) {
  return Type.Object({
    items: Type.Array(ref(schema)),
    next: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Hand it back as `cursor` for the next page; null on the last.',
    }),
  })
}

/** The parameters that every list takes. */
export const pageParams = {
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 100, description: 'How many items at most.' }),
  cursor: Type.Optional(Type.String({ maxLength: 2000, description: 'The `next` of the page before.' })),
}

export const ProblemDocument = Type.Object(
  {
    type: Type.String({ description: '`/problems/<slug>`' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What happened, for a person.' }),
    requestId: Type.String({ description: 'The log says more under this id.' }),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  { $id: 'Problem', description: 'RFC 9457' },
)

/** An error's answer. */
export const refusal = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: ref(ProblemDocument) } },
}

/** The error answers of a route, each a problem document; 400, 500 and 503 any route may give. */
export function problems<const Status extends number>(...statuses: Status[]) {
  return Object.fromEntries([400, ...statuses, 500, 503].map((status) => [status, refusal])) as Record<
    Status | 400 | 500 | 503,
    typeof refusal
  >
}
