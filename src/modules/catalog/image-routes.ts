/** What is known of images. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readPageQuery, schemas, sendPage } from '#platform'
import { findDetails } from './detail-repository.ts'
import { DetailQuery } from './detail-schemas.ts'
import { keepFresh, notModified } from './freshness.ts'
import { imagePosition } from './image-order.ts'
import { getImage, listImages } from './image-repository.ts'
import { listOccurrences, occurrencePosition } from './occurrence-repository.ts'
import type { CatalogRouteOptions } from './route-options.ts'
import { Image, ImageParams, ImageQuery, ImageWithOccurrences, Occurrence, PageQuerystring } from './schemas.ts'
import type { CatalogTables } from './tables.ts'
import { unlessGone, whenGone } from './when-gone.ts'

const { listOf, problems, ref } = schemas

export const imageRoutes: FastifyPluginAsyncTypebox<CatalogRouteOptions> = async (server, { database }) => {
  const db = database.tables<CatalogTables>()
  const fresh = keepFresh(db)

  server.get(
    '/images',
    {
      ...fresh,
      schema: {
        operationId: 'listImages',
        tags: ['images'],
        summary: 'List images',
        querystring: ImageQuery,
        response: { 200: listOf(Image), ...notModified, ...problems() },
      },
    },
    async (request, reply) => {
      const { sort, limit: _, cursor: __, ...filters } = request.query
      const query = { filters, sort, ...readPageQuery(request, imagePosition) }
      const signal = whenGone(reply)
      const page = await unlessGone(reply, signal, () => listImages(db, { ...query, signal }))
      return page ? sendPage(request, reply, page) : reply
    },
  )

  server.get(
    '/images/:id',
    {
      ...fresh,
      schema: {
        operationId: 'getImage',
        tags: ['images'],
        summary: 'An image, with what its file says and where it is used',
        params: ImageParams,
        querystring: DetailQuery,
        response: { 200: ref(ImageWithOccurrences), ...notModified, ...problems(404) },
      },
    },
    async ({ params: { id }, query }) => {
      const image = await getImage(db, id)
      const { items } = await listOccurrences(db, id, { limit: 100, after: undefined })
      return { ...image, ...(await findDetails(db, id, query)), occurrences: items }
    },
  )

  server.get(
    '/images/:id/occurrences',
    {
      ...fresh,
      schema: {
        operationId: 'listOccurrences',
        tags: ['images'],
        summary: 'Where an image is used',
        params: ImageParams,
        querystring: PageQuerystring,
        response: { 200: listOf(Occurrence), ...notModified, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { id } = await getImage(db, request.params.id)
      return sendPage(request, reply, await listOccurrences(db, id, readPageQuery(request, occurrencePosition)))
    },
  )
}
