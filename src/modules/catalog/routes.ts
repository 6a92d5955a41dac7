/** The routes that read the catalogue. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Database, problem, readPageQuery, schemas, sendPage } from '#platform'
import { createBlobStore } from './blob-store.ts'
import { findImage, imagePosition, listImages } from './image-repository.ts'
import { fileNameOf, mediaTypes } from './media-types.ts'
import { listOccurrences, occurrencePosition } from './occurrence-repository.ts'
import { Image, ImageParams, ImageQuery, ImageWithOccurrences, Occurrence, PageQuerystring } from './schemas.ts'
import type { CatalogTables } from './tables.ts'

const { listOf, problems, ref } = schemas

import { sendBytes } from './send-bytes.ts'

const tags = ['images']

export const catalogRoutes: FastifyPluginAsyncTypebox<{ database: Database }> = async (server, { database }) => {
  const db = database.tables<CatalogTables>()
  const blobs = createBlobStore(db)
  for (const schema of [Image, Occurrence, ImageWithOccurrences]) server.addSchema(schema)

  async function getImage(id: string): Promise<Image> {
    const image = await findImage(db, id)
    if (image) return image
    throw problem('not-found', `No image ${id} is in the catalogue.`)
  }

  server.get(
    '/images',
    {
      schema: {
        tags,
        summary: 'List images',
        querystring: ImageQuery,
        response: { 200: listOf(Image), ...problems(400) },
      },
    },
    async (request, reply) => {
      const { sort, limit: _, cursor: __, ...filters } = request.query
      const page = await listImages(db, { filters, sort, ...readPageQuery(request, imagePosition) })
      return sendPage(request, reply, page)
    },
  )

  server.get(
    '/images/:id',
    {
      schema: {
        tags,
        summary: 'An image, with where it is used',
        params: ImageParams,
        response: { 200: ref(ImageWithOccurrences), ...problems(400, 404) },
      },
    },
    async ({ params }) => {
      const image = await getImage(params.id)
      const { items } = await listOccurrences(db, params.id, { limit: 100, after: undefined })
      return { ...image, occurrences: items }
    },
  )

  server.get(
    '/images/:id/occurrences',
    {
      schema: {
        tags,
        summary: 'Where an image is used',
        params: ImageParams,
        querystring: PageQuerystring,
        response: { 200: listOf(Occurrence), ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      await getImage(request.params.id)
      const page = await listOccurrences(db, request.params.id, readPageQuery(request, occurrencePosition))
      return sendPage(request, reply, page)
    },
  )

  const bytesSchema = (summary: string, mediaType: string) => ({
    tags,
    summary,
    params: ImageParams,
    response: {
      200: { description: 'The bytes', content: { [mediaType]: { schema: Type.Unsafe<Buffer>({}) } } },
      206: { description: 'A range of them', content: { [mediaType]: { schema: Type.Unsafe<Buffer>({}) } } },
      304: { description: 'Not changed', type: 'null' },
      ...problems(400, 404, 416),
    },
  })

  server.get(
    '/images/:id/thumbnail',
    { schema: bytesSchema('A picture of it within 320 px', 'image/webp') },
    async (request, reply) => {
      const { id } = request.params as { id: string }
      const digest = await findThumbnail(id)
      return sendBytes(request, reply, blobs, { digest, mediaType: 'image/webp' })
    },
  )

  async function findThumbnail(id: string): Promise<string> {
    const row = await db.selectFrom('images').select('thumbnail').where('id', '=', id).executeTakeFirst()
    if (row?.thumbnail) return row.thumbnail
    const detail = row ? 'The format of this image cannot be decoded here.' : `No image ${id} is in the catalogue.`
    throw problem('not-found', detail)
  }

  server.get(
    '/images/:id/original',
    { schema: bytesSchema('The bytes as they were collected', 'image/*') },
    async (request, reply) => {
      const { id, format } = await getImage((request.params as { id: string }).id)
      return sendBytes(request, reply, blobs, {
        digest: id,
        mediaType: mediaTypes[format],
        fileName: fileNameOf(id, format),
      })
    },
  )
}
