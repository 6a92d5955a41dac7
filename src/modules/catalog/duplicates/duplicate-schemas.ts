/** The shapes that the route of duplicates takes and gives. */
import { type Static, Type } from 'typebox'
import { schemas } from '#platform'
import { Image } from '../schemas.ts'
import { SimilarImage } from '../similar/similar-schemas.ts'

const { Count, oneOf, pageParams, ref } = schemas

export const duplicateKinds = ['exact', 'near'] as const
export type DuplicateKind = (typeof duplicateKinds)[number]

/** What a near copy is, beside the best one. */
export const differences = ['smaller', 'heavier', 'lighter', 'otherFormat'] as const
export type Difference = (typeof differences)[number]

const Copy = Type.Object({
  image: ref(SimilarImage),
  differences: Type.Array(oneOf(differences), { description: 'What it is, beside the best one.' }),
})
export type Copy = Static<typeof Copy>

export const DuplicateGroup = Type.Object(
  {
    kind: oneOf(duplicateKinds, {
      description: 'exact: the same bytes at several addresses; near: the same picture in other bytes.',
    }),
    image: ref(Image),
    urls: Type.Array(Type.String(), {
      description: 'Of exact duplicates: the addresses at which pages use it, the first 100; empty otherwise.',
    }),
    copies: Type.Array(Copy, {
      description:
        'Of near copies: nearest first, the first 100; `image` is the best one, with the most pixels, and of those the fewest bytes. Empty otherwise.',
    }),
    count: Type.Integer({
      minimum: 2,
      description: 'Addresses of exact duplicates; images of near copies, with the best one.',
    }),
    wastedBytes: Count,
  },
  { $id: 'DuplicateGroup', description: 'One picture that a collection has more than once.' },
)
export type DuplicateGroup = Static<typeof DuplicateGroup>

export const DuplicateQuerystring = Type.Object(
  { kind: Type.Optional(oneOf(duplicateKinds)), ...pageParams },
  { additionalProperties: false },
)
