/** The bytes of images. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { schemas } from '#platform'
import { createBlobStore } from './blob-store.ts'
import { getImage } from './image-repository.ts'
import { fileNameOf, mediaTypes } from './media-types.ts'
import { createPreviews } from './previews.ts'
import type { CatalogRouteOptions } from './route-options.ts'
import { ImageParams } from './schemas.ts'
import { sendBytes } from './send-bytes.ts'
import type { CatalogTables } from './tables.ts'
import { createThumbnails } from './thumbnails.ts'
import { whenGone } from './when-gone.ts'

const ranges = 'One range is served (RFC 9110, section 14); `ETag` and `If-None-Match` spare what is known already.'

const ownThumbnail = `WebP, or the original where that fits already, is light, and every browser shows it. ${ranges}`

const asCollected = `${ranges} A client that takes nothing of a large one for a minute is left.`

const madeWhenAsked = `Made at the first request for it and kept; 503 with \`Retry-After\` while too many wait for theirs. ${ranges}`

export interface BytesRouteOptions extends CatalogRouteOptions {
  /** How long a client may take nothing of a large original. */
  stallMs?: number
}

export const bytesRoutes: FastifyPluginAsyncTypebox<BytesRouteOptions> = async (
  server,
  { database, makePreview, stallMs },
) => {
  const db = database.tables<CatalogTables>()
  const blobs = createBlobStore(database.passing())
  const getThumbnail = createThumbnails(db)
  const previews = createPreviews({ database, makePreview, log: server.log })

  server.get(
    '/images/:id/thumbnail',
    { compress: false, schema: describe('getThumbnail', 'A picture of it within 320 px', 'image/*', ownThumbnail) },
    async (request, reply) => {
      const thumbnail = await getThumbnail(request.params.id)
      return sendBytes(request, reply, thumbnail.bytes, thumbnail)
    },
  )

  server.get(
    '/images/:id/preview',
    { compress: false, schema: describe('getPreview', 'A picture of it within 1600 px', 'image/webp', madeWhenAsked) },
    async (request, reply) => {
      const gone = whenGone(reply)
      try {
        const { digest, source } = await previews.get(request.params.id, gone)
        return await sendBytes(request, reply, source, { digest, mediaType: 'image/webp' })
      } catch (error) {
        // Nobody is there to hear it, and it is nothing to log: browsers leave as soon as they are shown something else.
        if (gone.aborted) return reply.hijack()
        throw error
      }
    },
  )

  server.get(
    '/images/:id/original',
    { compress: false, schema: describe('getOriginal', 'The bytes as they were collected', 'image/*', asCollected) },
    async (request, reply) => {
      const { id, format } = await getImage(db, request.params.id)
      const served = { digest: id, mediaType: mediaTypes[format], fileName: fileNameOf(id, format) }
      return sendBytes(request, reply, blobs, served, { stallMs })
    },
  )
}

function describe(operationId: string, summary: string, mediaType: string, description = ranges) {
  const bytes = (description: string) => ({
    description,
    content: { [mediaType]: { schema: Type.Unsafe<Buffer>({}) } },
  })
  return {
    operationId,
    tags: ['images'],
    summary,
    description,
    params: ImageParams,
    response: {
      200: bytes('The bytes'),
      206: bytes('A range of them'),
      304: { type: 'null', description: 'Not changed' },
      ...schemas.problems(404, 416),
    },
  }
}
