/** What the API tells of an image when it is opened, beside what lists tell. */
import { type Static, Type } from 'typebox'
import { schemas } from '#platform'
import type { MetadataGroup } from './metadata.ts'

const { nullable, nullableRef } = schemas

const group = (what: string) =>
  Type.Unsafe<MetadataGroup | null>({
    type: ['object', 'null'],
    additionalProperties: true,
    description: `${what} by the names of its standard: text, numbers, lists; null where there is none.`,
  })

const PaletteColor = Type.Object({
  color: Type.String({ pattern: '^#[0-9a-f]{6}$' }),
  share: Type.Number({ minimum: 0, maximum: 1, description: 'Its part of what is not transparent.' }),
})

export const ImageMetadata = Type.Object(
  {
    orientation: nullable(Type.Integer({ minimum: 1, maximum: 8, description: 'EXIF: how the stored pixels lie.' })),
    bitDepth: nullable(Type.Integer({ minimum: 1, description: 'Bits of one channel.' })),
    progressive: Type.Boolean({ description: 'Appears coarse first, then fine.' }),
    quality: nullable(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description:
          'Of a JPEG: estimated from how coarsely it is quantised, on the scale of the Independent JPEG Group.',
      }),
    ),
    density: nullable(Type.Number({ minimum: 0, description: 'Pixels per inch, as the file claims.' })),
    iccProfile: nullable(Type.String({ description: 'Name of the embedded colour profile.' })),
    exif: group('EXIF, without what tells a place,'),
    iptc: group('IPTC'),
    xmp: group('XMP, without what tells a place,'),
    hasLocation: Type.Boolean({
      description: 'It says where it was taken. The place itself is told only where `location=true` asks for it.',
    }),
    location: Type.Optional(group('Only where it was asked for: what EXIF and XMP tell of the place, each')),
    truncated: Type.Boolean({ description: 'There was more than is kept.' }),
  },
  { $id: 'ImageMetadata', description: 'What the file says of itself, as data. Written by strangers.' },
)

export const DetailQuery = Type.Object(
  {
    location: Type.Optional(
      Type.Boolean({ description: 'Whether `metadata.location` tells the place where the file says it was taken.' }),
    ),
  },
  { additionalProperties: false },
)

export const ImageDetails = Type.Object({
  palette: Type.Array(PaletteColor, {
    maxItems: 5,
    description: 'Colours that differ visibly, the commonest first; empty where nothing could be decoded.',
  }),
  duration: nullable(
    Type.Integer({
      minimum: 0,
      description: 'Milliseconds of one round of an animation, as browsers play it; null for what stands still.',
    }),
  ),
  metadata: nullableRef(ImageMetadata),
})
export type ImageDetails = Static<typeof ImageDetails>
