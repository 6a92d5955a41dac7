/** What the API tells of dead letters. */
import { type Static, Type } from 'typebox'
import { Count, pageParams, Time } from '../http/schemas.ts'

const Id = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the records, hex' })

export const DeadLetter = Type.Object(
  {
    id: Id,
    kinds: Type.Array(Type.String(), { description: 'Of each record.' }),
    about: Type.Array(Type.String(), {
      description: 'What it belongs to, where that has a name: `collection <id>`, `run <id>`.',
    }),
    reason: Type.String({ description: 'What the database said.' }),
    bytes: Count,
    setAsideAt: Time,
  },
  {
    $id: 'DeadLetter',
    description:
      'Records, stored together or not at all, that the database refused for their own sake. They can be sent again.',
  },
)
export type DeadLetter = Static<typeof DeadLetter>

export const DeadLetterParams = Type.Object({ id: Id }, { additionalProperties: false })

export const DeadLetterQuery = Type.Object(pageParams, { additionalProperties: false })
