/** The shapes that collect's routes take and give. */
import { type Static, Type } from 'typebox'
import { schemas } from '#platform'
import { elements } from '#process'
import { changes, pageVerdicts, resourceVerdicts, runStates, scopes } from './types.ts'

const { Count, Digest, Id, nullable, nullableRef, oneOf, pageParams, ref, Text, Time } = schemas

const Patterns = (what: string) =>
  Type.Array(Text({ pattern: '^[/*][^\\u0000]*$', maxLength: 1000 }), {
    default: [],
    maxItems: 100,
    description: `${what} Path patterns in the syntax of robots.txt: prefix match, \`*\`, \`$\`.`,
  })

const settings = {
  scope: oneOf(scopes, {
    default: 'host',
    description: 'Which pages belong to the site: this page, this path, this host, or this registrable domain.',
  }),
  maxPages: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1000 }),
  include: Patterns('Only pages that match one of these are read.'),
  exclude: Patterns('Pages that match one of these are not read.'),
  robots: Type.Boolean({ default: true, description: 'Keep to robots.txt.' }),
  minWidth: Type.Integer({ minimum: 0, maximum: 100_000, default: 2, description: 'Pixels; smaller is `too-small`.' }),
  minHeight: Type.Integer({ minimum: 0, maximum: 100_000, default: 2, description: 'Pixels; smaller is `too-small`.' }),
  fullSize: Type.Boolean({
    default: true,
    description:
      'Where an address is known to be of a resized form, try the larger one, and keep it if it shows the same.',
  }),
}

const depth = { minimum: 0, maximum: 100_000, description: 'Links away from the start page; null: no limit.' }

/** Images that one list may name. */
export const maxListed = 100_000

const ListedAddress = Type.Union([
  Text({ maxLength: 8192, description: 'Address of an image, http or https.' }),
  Type.Object(
    {
      url: Text({ maxLength: 8192 }),
      alt: Type.Optional(nullable(Text({ maxLength: 10_000 }))),
      page: Type.Optional(nullable(Text({ maxLength: 8192, description: 'Address of the page that shows it.' }))),
    },
    { additionalProperties: false },
  ),
])

export const NewCollection = Type.Object(
  {
    url: Type.Optional(Text({ minLength: 1, maxLength: 8192, description: 'Address of the website, http or https.' })),
    images: Type.Optional(
      Type.Array(ListedAddress, {
        minItems: 1,
        maxItems: maxListed,
        description: 'Addresses of images, instead of `url`: taken as they are, without a crawl.',
      }),
    ),
    name: Type.Optional(
      Text({ minLength: 1, maxLength: 200, description: 'The host, or how many images are listed, when not given.' }),
    ),
    ...settings,
    maxDepth: nullable(Type.Integer({ ...depth, default: null })),
  },
  {
    $id: 'NewCollection',
    additionalProperties: false,
    description: 'A website (`url`) or a list of images (`images`); exactly one of the two.',
  },
)
export type NewCollection = Static<typeof NewCollection>

export const Changes = Type.Object(
  { new: Count, changed: Count, unchanged: Count, gone: Count },
  {
    $id: 'Changes',
    description:
      'Addresses of images against the run before (what failed then: against the last of ten runs that could tell): `gone` were there and are named no more, or are answered with 404 or 410.',
  },
)

export const Run = Type.Object(
  {
    id: Id,
    collectionId: Id,
    state: oneOf(runStates),
    createdAt: Time,
    startedAt: nullable(Time),
    finishedAt: nullable(Time),
    pages: Type.Object(
      { found: Count, fetched: Count, skipped: Count, failed: Count, waiting: Count },
      { description: '`found` is the sum of the others, always.' },
    ),
    images: Type.Object(
      {
        found: Count,
        stored: Count,
        duplicate: Count,
        alternate: Count,
        skipped: Count,
        failed: Count,
        waiting: Count,
      },
      { description: 'Addresses of images. `found` is the sum of the others, always.' },
    ),
    bytes: Type.Integer({ minimum: 0, description: 'Of the images that this run stored.' }),
    error: nullable(Type.String({ description: 'Why it failed, or ended early.' })),
    changes: nullableRef(Changes),
  },
  { $id: 'Run' },
)
export type Run = Static<typeof Run>

export const Collection = Type.Object(
  {
    id: Id,
    url: nullable(Type.String({ description: 'null for a list of images.' })),
    name: Type.String(),
    ...settings,
    maxDepth: nullable(Type.Integer(depth)),
    createdAt: Time,
    run: ref(Run),
    images: Type.Integer({ minimum: 0, description: 'Images that it holds.' }),
    bytes: Type.Integer({ minimum: 0, description: 'Bytes of their originals.' }),
  },
  { $id: 'Collection', description: 'A website with its settings, and its latest run.' },
)
export type CollectionAnswer = Static<typeof Collection>

const reason = nullable(Type.String({ description: 'The verdict in words for a person.' }))
const finalUrl = nullable(Type.String({ description: 'Where redirects ended.' }))
const status = nullable(Type.Integer({ description: 'The last HTTP status.' }))

export const Resource = Type.Object(
  {
    url: Type.String({ description: 'As the page names it; `data:` and the media type for a picture inlined in it.' }),
    finalUrl,
    verdict: oneOf(resourceVerdicts),
    reason,
    status,
    contentType: nullable(Type.String({ description: 'What the server called it.' })),
    bytes: nullable(Count),
    image: nullable({ ...Digest, description: 'Of an `alternate` that was asked for: the image taken in its stead.' }),
    page: Type.String({ description: 'The page on which it was first found; empty where a list does not say.' }),
    element: oneOf(elements),
    attempts: Count,
    change: nullable(
      oneOf(changes, {
        description: 'Since the run before, or the last that had it; null where there is nothing to compare.',
      }),
    ),
  },
  { $id: 'Resource', description: "One image's address, and what became of it." },
)
export type Resource = Static<typeof Resource>

export const PageRow = Type.Object(
  {
    url: Type.String(),
    finalUrl,
    verdict: oneOf(pageVerdicts),
    reason,
    status,
    title: nullable(Type.String()),
    depth: Count,
    images: Type.Integer({ minimum: 0, description: 'Pictures that it shows.' }),
  },
  { $id: 'PageRow', description: "One page's address, and what became of it." },
)
export type PageRow = Static<typeof PageRow>

export const ListQuery = Type.Object(pageParams, { additionalProperties: false })
export const ResourceQuery = Type.Object(
  {
    verdict: Type.Optional(oneOf(resourceVerdicts)),
    change: Type.Optional(oneOf(changes, { description: 'What became of it since the run before.' })),
    ...pageParams,
  },
  { additionalProperties: false },
)
export const PageQuery = Type.Object(
  { verdict: Type.Optional(oneOf(pageVerdicts)), ...pageParams },
  { additionalProperties: false },
)
