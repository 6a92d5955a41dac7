/** The shapes that collect's routes take and give. */
import { type Static, Type } from 'typebox'
import { schemas } from '#platform'
import { elements } from '#process'
import { pageVerdicts, resourceVerdicts, runStates, scopes } from './types.ts'

const { Count, Digest, Id, nullable, oneOf, pageParams, ref, Text, Time } = schemas

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
}

const depth = { minimum: 0, maximum: 100_000, description: 'Links away from the start page; null: no limit.' }

export const NewCollection = Type.Object(
  {
    url: Text({ minLength: 1, maxLength: 8192, description: 'Address of the website, http or https.' }),
    name: Type.Optional(Text({ minLength: 1, maxLength: 200, description: 'The host, when not given.' })),
    ...settings,
    maxDepth: nullable(Type.Integer({ ...depth, default: null })),
  },
  { $id: 'NewCollection', additionalProperties: false },
)
export type NewCollection = Static<typeof NewCollection>

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
  },
  { $id: 'Run' },
)
export type Run = Static<typeof Run>

export const Collection = Type.Object(
  {
    id: Id,
    url: Type.String(),
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
    image: nullable(Digest),
    page: Type.String({ description: 'The page on which it was first found.' }),
    element: oneOf(elements),
    attempts: Count,
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
  { verdict: Type.Optional(oneOf(resourceVerdicts)), ...pageParams },
  { additionalProperties: false },
)
export const PageQuery = Type.Object(
  { verdict: Type.Optional(oneOf(pageVerdicts)), ...pageParams },
  { additionalProperties: false },
)
