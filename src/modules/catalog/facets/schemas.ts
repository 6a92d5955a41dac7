/** The shapes that facets are asked for by and told in. */
import { type Static, type TArrayOptions, type TSchema, Type } from 'typebox'
import { schemas } from '#platform'
import { ImageFilters } from '../schemas.ts'
import { elements, formats, orientations } from '../types.ts'
import { altStates, colorFamilies, sizeNames } from './vocabulary.ts'

const { Count, oneOf } = schemas

/** So many images are looked at, where filters leave nothing that was counted before. */
export const mostExamined = 10_000
/** So many domains, and hosts, are told. */
export const mostNames = 50

const relation = (of: string) =>
  oneOf(['eq', 'gte'], { description: `\`gte\`: ${of}, because not all images were looked at.` })

function counts<Value extends TSchema>(value: Value, options?: TArrayOptions) {
  return Type.Array(Type.Object({ value, count: Count }), options)
}

const names = (description: string) => counts(Type.String(), { maxItems: mostNames, description })

export const ImageFacets = Type.Object(
  {
    total: Type.Object({ count: Count, relation: relation('there are more') }, { description: 'Images that match.' }),
    relation: relation('the facets count some of the images that match'),
    facets: Type.Object({
      format: counts(oneOf(formats)),
      domain: names('Registrable domain of the address; empty for pictures inlined in a page. The first 50.'),
      host: names('Host of the address; empty for pictures inlined in a page. The first 50.'),
      orientation: counts(oneOf(orientations)),
      element: counts(oneOf(elements), { description: 'An image counts once for each element that uses it.' }),
      alt: counts(oneOf(altStates), {
        description:
          'An image counts once for each state that one of its occurrences has; `missing` only where there should be an alt text.',
      }),
      color: counts(oneOf(colorFamilies), {
        description:
          'Family of the average colour, judged in OKLCH; none for an image that could not be decoded. `black`, `white` and `gray` ' +
          'have next to no chroma (below 0.03) or light (lightness below 0.2); `brown` is dark or dull orange and yellow, `pink` ' +
          'light red and purple (lightness from 0.6); the others by their hue: `red` up to 40°, `orange` 82°, `yellow` 116°, ' +
          '`green` 170°, `teal` 218°, `blue` 285°, `purple` 350°.',
      }),
      size: counts(oneOf(sizeNames), {
        description:
          'By pixels: `icon` has at most as many as a square of 64, `small` of 320, `medium` of 1024, `large` of 2048; `huge` has more.',
      }),
    }),
    more: Type.Object(
      { domain: Count, host: Count },
      { description: 'How many domains and hosts there are beyond those that are listed.' },
    ),
  },
  {
    $id: 'ImageFacets',
    description:
      'How many images have each value: the commonest value first, then by the alphabet; none that no image has.',
  },
)
export type ImageFacets = Static<typeof ImageFacets>

export const FacetQuery = Type.Object(ImageFilters.properties, { additionalProperties: false })
