/** The list of images to take along, whole: every image in each of its uses. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { schemas } from '#platform'
import { notModified, tagAnswers } from '../freshness.ts'
import type { CatalogRouteOptions } from '../route-options.ts'
import { ExportQuery } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import { unlessGone, whenGone } from '../when-gone.ts'
import { toCsv } from './csv.ts'
import { type ExportLine, exportLines } from './export-lines.ts'
import { toJsonLines } from './json-lines.ts'

interface ExportForm {
  operationId: string
  summary: string
  description: string
  mediaType: string
  write(batches: AsyncIterable<ExportLine[]>): AsyncGenerator<string>
}

const common = `The filters choose images; of a collection only its own occurrences are told. An image without one has one line.
It is read while it is sent, so what changes meanwhile may be missing or not.`

const forms: Record<'jsonl' | 'csv', ExportForm> = {
  jsonl: {
    operationId: 'exportImagesAsJsonLines',
    summary: 'All images as JSON Lines, one line an occurrence',
    description: `Each line is an Image with \`occurrence\`, null where there is none. ${common}
The last line is \`{"end":true,"lines":n}\`: without it the export was cut short.`,
    mediaType: 'application/jsonl',
    write: toJsonLines,
  },
  csv: {
    operationId: 'exportImagesAsCsv',
    summary: 'All images as CSV, one line an occurrence',
    description: `RFC 4180, UTF-8, with a header line; a cell that a spreadsheet would take for a formula begins with an apostrophe. ${common}
It ends with the chunked encoding's last chunk: an export that is cut short ends in a connection error, never cleanly.`,
    mediaType: 'text/csv',
    write: toCsv,
  },
}

export const exportRoutes: FastifyPluginAsyncTypebox<CatalogRouteOptions> = async (server, { database }) => {
  const db = database.tables<CatalogTables>()
  const tagged = tagAnswers(db)

  for (const [ending, { write, mediaType, ...form }] of Object.entries(forms)) {
    server.get(`/images.${ending}`, { ...tagged, schema: describe(mediaType, form) }, async (request, reply) => {
      const { sort, ...filters } = request.query
      const signal = whenGone(reply)
      const batches = await unlessGone(reply, signal, () => begin(exportLines(db, { filters, sort, signal })))
      if (!batches) return reply
      const day = new Date().toISOString().slice(0, 10)
      reply
        .type(`${mediaType}; charset=utf-8`)
        .header('content-disposition', `attachment; filename="magpie-images-${day}.${ending}"`)
      // Of an answer to HEAD nothing is sent, so nothing more is read.
      return reply.send(Readable.from(request.method === 'HEAD' ? [] : write(batches)))
    })
  }
}

/** Reads the first batch: where that fails, it can still be said with a status. */
async function begin<Batch>(batches: AsyncGenerator<Batch>): Promise<AsyncGenerator<Batch>> {
  const first = await batches.next()
  async function* all() {
    if (first.done) return
    yield first.value
    yield* batches
  }
  return all()
}

function describe(mediaType: string, form: Pick<ExportForm, 'operationId' | 'summary' | 'description'>) {
  const content = { [mediaType]: { schema: Type.Unsafe<Readable>({ type: 'string' }) } }
  return {
    ...form,
    tags: ['images'],
    querystring: ExportQuery,
    response: { 200: { description: 'The export', content }, ...notModified, ...schemas.problems() },
  }
}
