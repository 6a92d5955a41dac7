/** What facts of an image may be, whatever its bytes: what the tables take and the API promises. */
import { Type } from 'typebox'
import { Errors } from 'typebox/value'
import type { Facts } from '#catalog'
import { formats } from '../../src/modules/catalog/types.ts'

const group = Type.Union([Type.Null(), Type.Record(Type.String(), Type.Unknown())])
const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const count = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })

const saneFacts = Type.Object(
  {
    format: Type.Enum([...formats]),
    width: count,
    height: count,
    frames: count,
    animated: Type.Boolean(),
    alpha: Type.Boolean(),
    damaged: Type.Boolean(),
    color: nullable(Type.String({ pattern: '^#[0-9a-f]{6}$' })),
    thumbhash: nullable(Type.String({ pattern: '^[A-Za-z0-9+/]{6,40}=*$' })),
    phash: nullable(Type.String({ pattern: '^[0-9a-f]{16}$' })),
    palette: Type.Array(
      Type.Object({
        color: Type.String({ pattern: '^#[0-9a-f]{6}$' }),
        share: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
      }),
      { maxItems: 5 },
    ),
    duration: nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    metadata: nullable(
      Type.Object(
        {
          orientation: nullable(Type.Integer({ minimum: 1, maximum: 8 })),
          bitDepth: nullable(Type.Integer({ minimum: 1 })),
          progressive: Type.Boolean(),
          quality: nullable(Type.Integer({ minimum: 1, maximum: 100 })),
          density: nullable(Type.Number({ minimum: 0 })),
          iccProfile: nullable(Type.String({ minLength: 1, maxLength: 200 })),
          exif: group,
          iptc: group,
          xmp: group,
          gps: group,
          truncated: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

const maxMetadataBytes = 16 * 1024

/** What is wrong with them, in words; none where they are sane. */
export function complaintsAbout(facts: Facts): string[] {
  const text = JSON.stringify(facts.metadata)
  const shares = facts.palette.reduce((sum, { share }) => sum + share, 0)
  return [
    ...Errors(saneFacts, facts).map(({ instancePath, message }) => `${instancePath} ${message}`),
    ...(shares > 1.001 ? [`the shares of its palette are ${shares} together`] : []),
    ...(facts.animated && facts.frames === 1 ? ['one frame is animated'] : []),
    ...(text.length > maxMetadataBytes ? [`${text.length} characters of metadata`] : []),
    // Neither is taken by Postgres; the rest is escaped by JSON.
    ...(/\\u0000|\\ud[89a-f]/i.test(text) ? ['metadata with a zero or half a character'] : []),
  ]
}
