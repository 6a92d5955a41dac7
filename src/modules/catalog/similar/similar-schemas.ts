/** The shapes that the routes of similar images take and give. */
import { type Static, Type } from 'typebox'
import { schemas } from '#platform'
import { Image } from '../schemas.ts'
import { maxDistance } from './near-hashes.ts'

const { pageParams } = schemas

const bits = (more: object) => Type.Integer({ minimum: 0, maximum: maxDistance, ...more })

export const SimilarImage = Type.Object(
  { ...Image.properties, distance: bits({ description: 'Bits of 64 in which the perceptual hashes differ.' }) },
  { $id: 'SimilarImage', description: 'An image that looks like another.' },
)
export type SimilarImage = Static<typeof SimilarImage>

export const SimilarQuerystring = Type.Object(
  {
    distance: bits({
      default: 8,
      description: 'How far: 0 to 4 is the same picture, scaled or compressed; 16 hardly resembles it.',
    }),
    ...pageParams,
  },
  { additionalProperties: false },
)
