/** Images that look like a picture which somebody sends. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { problem, readPageQuery, schemas, sendPage } from '#platform'
import type { CatalogRouteOptions } from '../route-options.ts'
import { createSlots, type Slots } from '../slots.ts'
import type { CatalogTables } from '../tables.ts'
import { whenGone } from '../when-gone.ts'
import { listNear, similarPosition } from './similar-repository.ts'
import { SimilarImage, SimilarQuerystring } from './similar-schemas.ts'

const { listOf, problems } = schemas

const maxPictureBytes = 20 * 1024 ** 2

/** Pictures are in memory from their first byte until the answer. */
const mostAtOnce = 8

const description = `The body is the picture, 20 MiB at most. It is hashed as collected images are, and not kept. None for a flat picture, and for one
that cannot be decoded here. For the next page send it again, with \`cursor\`.`

const picture = { schema: Type.Unsafe<Buffer>({}) }
const body = { content: { 'image/*': picture, 'application/octet-stream': picture } }

export const likenessRoutes: FastifyPluginAsyncTypebox<CatalogRouteOptions> = async (
  server,
  { database, hashPicture },
) => {
  const db = database.tables<CatalogTables>()
  const slots = createSlots(mostAtOnce)
  const parser = { parseAs: 'buffer', bodyLimit: maxPictureBytes } as const

  server.removeAllContentTypeParsers()
  for (const mediaType of [/^image\/./, 'application/octet-stream'])
    server.addContentTypeParser(mediaType, parser, (_request, bytes, done) => done(null, bytes))
  server.addContentTypeParser('*', (_request, _payload, done) => done(notAPicture()))

  server.post(
    '/images/similar',
    {
      onRequest: async (_request, reply) => takePlace(slots, reply),
      schema: {
        operationId: 'findSimilarImages',
        tags: ['images'],
        summary: 'Images that look like the picture sent, nearest first',
        description,
        querystring: SimilarQuerystring,
        body,
        response: { 200: listOf(SimilarImage), ...problems(413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { distance } = request.query
      const query = { distance, ...readPageQuery(request, similarPosition) }
      const hash = await hashPicture(readPicture(request.body))
      const page = hash === null ? nothing : await listNear(db, { ...query, hash, except: '' })
      return sendPage(request, reply, page)
    },
  )
}

const nothing = { items: [], next: null }

/** A place lasts until the client has its answer, or has gone. */
function takePlace(slots: Slots, reply: FastifyReply): void {
  const giveBack = slots.take()
  if (!giveBack)
    throw problem('busy', `${mostAtOnce} pictures are being looked for. Try again shortly.`, { retryAfterSeconds: 5 })
  whenGone(reply).addEventListener('abort', giveBack)
}

function readPicture(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body
  throw problem('validation', 'The body is missing: send a picture.', {
    errors: [{ path: '/', message: 'is missing' }],
  })
}

function notAPicture() {
  return problem('unsupported-media-type', 'Send a picture, as "Content-Type: image/…" or application/octet-stream.')
}
