/** The originals of any list of images, in one file. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { problem, schemas } from '#platform'
import { createBlobStore } from '../blob-store.ts'
import type { CatalogRouteOptions } from '../route-options.ts'
import { ExportQuery } from '../schemas.ts'
import { createSlots } from '../slots.ts'
import type { CatalogTables } from '../tables.ts'
import { unlessGone, whenGone } from '../when-gone.ts'
import { sendParts } from './send-parts.ts'
import { writeZip } from './write-zip.ts'
import { planZip, type ZipPlan } from './zip-plan.ts'

export interface ZipRouteOptions extends CatalogRouteOptions {
  /** Which one zip may have. */
  mostImages?: number
  /** How many are made at once. */
  mostZips?: number
  /** How long a client may take nothing. */
  stallMs?: number
}

const description = `A ZIP with every original that the filters choose, as it was collected and not compressed, and \`manifest.jsonl\`: a line for each, in the
order of the list, with \`name\`, \`digest\`, \`bytes\`, \`format\`, \`width\`, \`height\`, \`url\`, \`page\` and \`alt\` (of the place where it was first found) and \`firstSeenAt\`.
Names come from the addresses, are safe on any system, and unique also where case does not count: a name that comes again, in the order of the list, gets a part of the digest.
It is ZIP64 from 65,535 files or 4 GiB on.

What it holds is settled before its first byte, with its \`Content-Length\`: images that come later are not in it, and where one of them is deleted meanwhile the answer ends too early.
At most 1,000,000 images (400 \`too-many-images\` beyond) and two zips at once in each process (503 \`busy\` with \`Retry-After\` beyond); a client that takes nothing for a minute is left.`

const schema = {
  operationId: 'downloadImages',
  tags: ['images'],
  summary: 'The originals of a list of images as one ZIP',
  description,
  querystring: ExportQuery,
  response: {
    200: { description: 'The ZIP', content: { 'application/zip': { schema: Type.Unsafe<Readable>({}) } } },
    ...schemas.problems(),
  },
}

export const zipRoutes: FastifyPluginAsyncTypebox<ZipRouteOptions> = async (
  server,
  { database, mostImages = 1_000_000, mostZips = 2, stallMs },
) => {
  const db = database.tables<CatalogTables>()
  const source = { db, blobs: createBlobStore(database.passing()) }
  const slots = createSlots(mostZips)

  server.get('/images.zip', { schema }, async (request, reply) => {
    const { sort, ...filters } = request.query
    const now = Date.now()
    const gone = whenGone(reply)
    takeSlot(gone)
    const plan = await unlessGone(reply, gone, () => planZip(db, { filters, sort, now, mostImages, signal: gone }))
    if (plan === undefined) return reply
    reply.headers(headersOf(plan, now))
    if (request.method === 'HEAD') return reply.send(Readable.from([]))
    await sendParts(reply, writeZip(source, plan), { stallMs, gone })
    return reply
  })

  function takeSlot(gone: AbortSignal): void {
    const giveBack = slots.take()
    if (!giveBack) throw problem('busy', 'So many zips are made already. Try again later.', { retryAfterSeconds: 30 })
    gone.addEventListener('abort', giveBack)
  }
}

function headersOf({ bytes }: ZipPlan, now: number) {
  const day = new Date(now).toISOString().slice(0, 10)
  return {
    'content-type': 'application/zip',
    'content-length': bytes,
    'content-disposition': `attachment; filename="magpie-images-${day}.zip"`,
  }
}
