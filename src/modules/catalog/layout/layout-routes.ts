/** The aspect ratio of every image of a list in one small answer: a gallery can place them all before it asks for the first. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { onRequestAsyncHookHandler } from 'fastify'
import { Type } from 'typebox'
import { chooseCoding, cursorsOf, schemas, vary } from '#platform'
import { notModified, tagAnswers } from '../freshness.ts'
import type { CatalogRouteOptions } from '../route-options.ts'
import { ExportQuery } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { unlessGone, whenGone } from '../when-gone.ts'
import { createLayouts, type LayoutsOptions } from './layouts.ts'

const description = `The aspect ratio of every image of \`GET /images\` with the same filters and sort, in its order, and cursors to jump into it. Numbers are little-endian:

| offset | bytes | what |
| --- | --- | --- |
| 0 | 4 | \`MPLY\` in ASCII |
| 4 | 2 | version of this form, 1 |
| 6 | 2 | step: how many images lie between two cursors, 512 |
| 8 | 4 | count of images |
| 12 | 4 | count of cursors |
| 16 | count of images | a byte *b* for each: its width by its height is 2^((*b* - 128) / 36), within 1%; beyond 1:11.7 and 11.5:1 it is 0 and 255, of an unknown size 128 |
| behind it | to the end | the cursors in ASCII, each followed by a line feed |

The first cursor, as \`cursor\` of \`GET /images\` with the same filters and sort, begins at image 512 (counted from 0), the next at 1024, and so on; where 512 images or fewer are left there is none.
Of a catalogue that changed meanwhile a cursor still begins behind the same image. A layout that is read while images are stored may have some of them and not others; its \`ETag\` is out of date then, and asking again gives another.

At most 2,000,000 images (400 \`too-many-images\` beyond), and eight different ones made at once in each process (503 \`busy\` with \`Retry-After\` beyond). It is sent with Brotli or gzip to who takes that.`

const schema = {
  operationId: 'layOutImages',
  tags: ['images'],
  summary: 'The aspect ratio of every image of a list, a byte each, with cursors to jump into it',
  description,
  querystring: ExportQuery,
  response: {
    200: {
      description: 'The layout',
      content: { 'application/octet-stream': { schema: Type.Unsafe<Buffer>({}) } },
    },
    ...notModified,
    ...schemas.problems(),
  },
}

export interface LayoutRouteOptions extends CatalogRouteOptions {
  limits?: Partial<Omit<LayoutsOptions, 'database'>>
}

/** Also where nothing changed (RFC 9110, section 15.4.5). */
const varies: onRequestAsyncHookHandler = async (_request, reply) => {
  vary(reply, 'accept-encoding')
}

const usual = { mostImages: 2_000_000, mostBytes: 32 * 1024 ** 2, mostAtOnce: 8 }

export const layoutRoutes: FastifyPluginAsyncTypebox<LayoutRouteOptions> = async (server, { database, limits }) => {
  const layouts = createLayouts({ database, ...usual, ...limits })
  const tagged = tagAnswers(database.tables<CatalogTables>())

  server.get('/images/layout', { ...tagged, schema, onRequest: varies }, async (request, reply) => {
    const { sort, ...filters } = request.query
    const coding = chooseCoding(request.headers['accept-encoding'])
    const signal = whenGone(reply)
    const cursorAt = cursorsOf(request, `${server.prefix}/images`)
    // The ETag is of the query and the revision, and of nothing else.
    const asked = { key: String(reply.getHeader('etag')), coding, filters, sort, cursorAt, signal }
    const bytes = await unlessGone(reply, signal, () => layouts.get(asked))
    if (bytes === undefined) return reply
    if (coding !== 'identity') reply.header('content-encoding', coding)
    return reply.type('application/octet-stream').send(bytes)
  })
}
