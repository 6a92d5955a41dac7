/** The bytes of images. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { schemas } from '#platform'
import { createBlobStore } from './blob-store.ts'
import { getImage, getThumbnail } from './image-repository.ts'
import { fileNameOf, mediaTypes } from './media-types.ts'
import type { CatalogRouteOptions } from './route-options.ts'
import { ImageParams } from './schemas.ts'
import { sendBytes } from './send-bytes.ts'
import type { CatalogTables } from './tables.ts'

export const bytesRoutes: FastifyPluginAsyncTypebox<CatalogRouteOptions> = async (server, { database }) => {
  const db = database.tables<CatalogTables>()
  const blobs = createBlobStore(db)

  server.get(
    '/images/:id/thumbnail',
    { schema: describe('getThumbnail', 'A picture of it within 320 px', 'image/webp') },
    async (request, reply) => {
      const digest = await getThumbnail(db, request.params.id)
      return sendBytes(request, reply, blobs, { digest, mediaType: 'image/webp' })
    },
  )

  server.get(
    '/images/:id/original',
    { schema: describe('getOriginal', 'The bytes as they were collected', 'image/*') },
    async (request, reply) => {
      const { id, format } = await getImage(db, request.params.id)
      const served = { digest: id, mediaType: mediaTypes[format], fileName: fileNameOf(id, format) }
      return sendBytes(request, reply, blobs, served)
    },
  )
}

function describe(operationId: string, summary: string, mediaType: string) {
  const bytes = (description: string) => ({
    description,
    content: { [mediaType]: { schema: Type.Unsafe<Buffer>({}) } },
  })
  return {
    operationId,
    tags: ['images'],
    summary,
    description: 'One range is served (RFC 9110, section 14); `ETag` and `If-None-Match` spare what is known already.',
    params: ImageParams,
    response: {
      200: bytes('The bytes'),
      206: bytes('A range of them'),
      304: { type: 'null', description: 'Not changed' },
      ...schemas.problems(404, 416),
    },
  }
}
