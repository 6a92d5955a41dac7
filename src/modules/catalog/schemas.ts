/** The shapes that the catalogue's routes take and give. */

import { type Static, Type } from 'typebox'
import { schemas } from '#platform'
import { ImageDetails } from './detail-schemas.ts'
import { elements, formats, orientations } from './types.ts'

const { Count, Digest, Id, maxInteger, nullable, oneOf, pageParams, ref, Text, Time } = schemas

const Address = (of: string) => Type.String({ description: `Address of ${of}` })

export const Image = Type.Object(
  {
    id: Digest,
    url: Type.String({
      description: 'Where it was first found; `data:` and the media type for a picture inlined in a page.',
    }),
    format: oneOf(formats),
    width: Type.Integer({ minimum: 0, description: 'Pixels, as shown.' }),
    height: Type.Integer({ minimum: 0, description: 'Pixels, as shown.' }),
    bytes: Count,
    animated: Type.Boolean(),
    frames: Type.Integer({ minimum: 0 }),
    alpha: Type.Boolean(),
    damaged: Type.Boolean({ description: 'True for what browsers still show although it is broken.' }),
    orientation: oneOf(orientations),
    color: nullable(Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'Average colour.' })),
    thumbhash: nullable(Type.String({ description: 'ThumbHash, base64.' })),
    phash: nullable(Type.String({ pattern: '^[0-9a-f]{16}$', description: 'Perceptual hash, 64 bits.' })),
    alt: nullable(
      Type.String({ description: 'Alt text of its first occurrence: null when missing, empty when empty.' }),
    ),
    page: Type.String({ description: 'The page on which it was first found.' }),
    host: Type.String({ description: 'Host of its address; empty for a picture inlined in a page.' }),
    domain: Type.String({ description: 'Registrable domain of its address.' }),
    firstSeenAt: Time,
    links: Type.Object({
      thumbnail: nullable(
        Address('a picture within 320 px, WebP or the original; null where the format cannot be decoded here'),
      ),
      preview: nullable(Address('a WebP within 1600 px; null where the format cannot be decoded here')),
      original: Address('the bytes as they were collected'),
    }),
  },
  { $id: 'Image', description: 'Distinct bytes, and what is known of them.' },
)
export type Image = Static<typeof Image>

export const Occurrence = Type.Object(
  {
    page: Type.String(),
    pageTitle: nullable(Type.String()),
    element: oneOf(elements),
    alt: nullable(Type.String({ description: 'null: no alt text at all; empty: an empty one.' })),
    caption: nullable(Type.String({ description: 'Of the figure that it stands in.' })),
    heading: nullable(
      Type.String({
        description:
          'The nearest one: in the innermost part of the page that holds it and a heading, the last before it, or else the next.',
      }),
    ),
    url: Type.String({ description: 'The candidate that was taken.' }),
    alternates: Type.Array(Type.String(), { description: 'The candidates that were not.' }),
  },
  { $id: 'Occurrence', description: 'Page × element where an image is used.' },
)
export type Occurrence = Static<typeof Occurrence>

export const ImageWithOccurrences = Type.Object(
  {
    ...Image.properties,
    ...ImageDetails.properties,
    occurrences: Type.Array(ref(Occurrence), { description: 'The first 100.' }),
  },
  { $id: 'ImageWithOccurrences' },
)

export const sorts = ['newest', 'oldest', 'heaviest', 'lightest', 'largest', 'smallest'] as const
export type Sort = (typeof sorts)[number]

const pixels = () => Type.Optional(Type.Integer({ minimum: 0, maximum: maxInteger, description: 'Pixels.' }))
const bytes = () => Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'Bytes.' }))
const truth = (what: string) => Type.Optional(Type.Boolean({ description: what }))

/** The filters of `GET /images`. */
export const ImageFilters = Type.Object({
  collection: Type.Optional(Id),
  domain: Type.Optional(Text({ maxLength: 255, description: 'Registrable domain of the image address.' })),
  host: Type.Optional(Text({ maxLength: 255 })),
  page: Type.Optional(
    Text({
      maxLength: 8192,
      description: 'Address of a page that uses it: with `collection`, one of that collection.',
    }),
  ),
  format: Type.Optional(
    Type.String({
      pattern: `^(${formats.join('|')})(,(${formats.join('|')}))*$`,
      description: `One or more of ${formats.join(', ')}, separated by commas.`,
    }),
  ),
  minWidth: pixels(),
  maxWidth: pixels(),
  minHeight: pixels(),
  maxHeight: pixels(),
  minBytes: bytes(),
  maxBytes: bytes(),
  orientation: Type.Optional(oneOf(orientations)),
  animated: truth('More than one frame.'),
  alpha: truth('With an alpha channel.'),
  alt: Type.Optional(
    oneOf(['missing', 'empty', 'present'], {
      description:
        'Alt text of any of its occurrences, with `collection` of any in that collection; missing only where there should be one.',
    }),
  ),
  element: Type.Optional(oneOf(elements)),
  color: Type.Optional(
    Type.String({
      pattern: '^#[0-9a-fA-F]{6}$',
      description:
        'Images with this colour, or one within 0.1 of it in OKLab, in their palette: 5% of the picture at least. The `#` is written `%23`.',
    }),
  ),
  q: Type.Optional(
    Text({
      maxLength: 500,
      description:
        'Words of alt texts, captions, the nearest headings, page titles and file names: an image has each of them, or words that begin with them. Case and accents do not count, nor do signs that are no letters or digits; the first 20 words are looked at. Of an image the words of its first 100 occurrences count, 1,000 at most, and of each text those in the first 2,000 characters.',
    }),
  ),
})
export type ImageFilters = Static<typeof ImageFilters>

export const ImageQuery = Type.Object(
  { ...ImageFilters.properties, sort: oneOf(sorts, { default: 'newest' }), ...pageParams },
  { additionalProperties: false },
)

/** Everything at once: no pages. */
export const ExportQuery = Type.Object(
  { ...ImageFilters.properties, sort: oneOf(sorts, { default: 'newest' }) },
  { additionalProperties: false },
)

export const PageQuerystring = Type.Object(pageParams, { additionalProperties: false })

export const ImageParams = Type.Object({ id: Digest }, { additionalProperties: false })
