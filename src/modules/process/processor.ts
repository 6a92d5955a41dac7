/** From downloads to catalogued images: bounded, decoded once, handed on. */
import { availableParallelism } from 'node:os'
import PQueue from 'p-queue'
import type { CatalogWriter, Format } from '#catalog'
import type { Log } from '#platform'
import type { Decoded, DecodedImage, DecodeRequest } from './decoder/messages.ts'
import { refuseSize, refuseSmall } from './decoder/refuse.ts'
import { digestOf } from './digest.ts'
import { createHashPicture } from './hash-picture.ts'
import { createDecoderPool, type DecoderPoolOptions } from './pool/decoder-pool.ts'
import { createPreviews } from './previews.ts'
import { notAnImage, withServersWord } from './reasons.ts'
import { createRecentDecodings } from './recent-decodings.ts'
import { createRoom } from './room.ts'
import { findFormat } from './signature.ts'
import type { Download, Outcome, Processor } from './types.ts'

const MiB = 1024 * 1024

export interface ProcessorOptions {
  catalog: CatalogWriter
  log: Log
  /** Images decoded at once, each in a child process of its own. */
  concurrency?: number
  /** An image of more pixels is `too-large`. */
  maxPixels?: number
  /** Downloads that are accepted and not done: their number, and their bytes. */
  maxQueuedCount?: number
  maxQueuedBytes?: number
  /** Previews that wait for the one that is being made. */
  maxWaitingPreviews?: number
  /** Memory for answers on bytes that may come again. */
  maxRememberedBytes?: number
  decoders?: Omit<DecoderPoolOptions, 'size' | 'log'>
  /** Milliseconds since the epoch. */
  now?: () => number
}

/** What decoding needs to know of a download. */
type Undecoded = Pick<Download, 'bytes' | 'minWidth' | 'minHeight'>

export function createProcessor(options: ProcessorOptions): Processor {
  const { catalog, log, concurrency = availableParallelism(), maxPixels = 50_000_000, now = Date.now } = options
  const room = createRoom({
    maxCount: options.maxQueuedCount ?? 256,
    maxBytes: options.maxQueuedBytes ?? 128 * MiB,
  })
  const queue = new PQueue({ concurrency: 3 * concurrency })
  const pool = createDecoderPool({ maxPixels, ...options.decoders, size: concurrency, log })
  const recent = createRecentDecodings({ maxBytes: options.maxRememberedBytes ?? 16 * MiB })
  const previews = createPreviews({ pool, maxPixels, maxWaiting: options.maxWaitingPreviews ?? 64 })
  let isClosing = false

  return {
    process: accept,
    recognizes: (bytes) => findFormat(bytes) !== undefined,
    ready: room.ready,
    waiting: room.held,
    preview: previews.make,
    hash: createHashPicture(decodeUnseen),
    place: (occurrence) => catalog.place(occurrence),
    vacate: (places) => catalog.vacate(places),
    async close() {
      isClosing = true
      await room.empty()
      previews.close()
      pool.close()
    },
  }

  async function accept(download: Download): Promise<Outcome> {
    if (isClosing) throw new Error('the processor is closing and accepts no more images')
    const leave = await room.enter(download.bytes.length)
    try {
      return await handle(download)
    } finally {
      leave()
    }
  }

  async function handle(download: Download): Promise<Outcome> {
    const { bytes, contentType } = download
    const format = findFormat(bytes)
    if (!format) return { verdict: 'not-an-image', reason: notAnImage(bytes, contentType) }
    const digest = download.digest ?? (await digestOf(bytes))
    const decoded = await decodeOnce({ digest, download, format })
    if (decoded.verdict === 'decoded') return store({ digest, download, decoded })
    if (decoded.verdict !== 'broken') return decoded
    return { ...decoded, reason: withServersWord(decoded.reason, format, contentType) }
  }

  function decodeOnce({
    digest,
    download,
    format,
  }: {
    digest: string
    download: Undecoded
    format: Format
  }): Promise<Decoded> {
    const { bytes, minWidth, minHeight } = download
    const key = `${digest} ${minWidth} ${minHeight}`
    const request = { bytes, format, maxPixels, minWidth, minHeight }
    const decode = () => (format === 'svg' ? decodeVector(request) : pool.decode(request))
    return recent.get(key, async () => (await findKnown(digest, download)) ?? queue.add(decode))
  }

  /** What is looked for may be as small as it likes. */
  async function decodeUnseen(bytes: Buffer): Promise<Decoded> {
    const [digest, format] = [await digestOf(bytes), findFormat(bytes)]
    if (!format) return { verdict: 'broken', reason: notAnImage(bytes, null) }
    return decodeOnce({ digest, download: { bytes, minWidth: 0, minHeight: 0 }, format })
  }

  /** The facts of a drawing are written in it: where a decoder ended over drawing it, it is catalogued without a thumbnail. */
  async function decodeVector(request: DecodeRequest): Promise<Decoded> {
    const decoded = await pool.decode(request)
    const isLost = decoded.verdict === 'broken' && decoded.isUnanswered
    return isLost ? pool.decode({ ...request, isUndrawn: true }) : decoded
  }

  /** Bytes that the catalogue holds, from whatever run, are not decoded again. */
  async function findKnown(digest: string, limits: Undecoded): Promise<Decoded | undefined> {
    const known = await catalog.find(digest)
    if (!known) return undefined
    const { width, height, format } = known.facts
    const refuse = format === 'svg' ? refuseSmall : refuseSize
    const refusal = refuse(width, height, { maxPixels, ...limits })
    return refusal ?? { verdict: 'decoded', ...known }
  }

  async function store({
    digest,
    download,
    decoded,
  }: {
    digest: string
    download: Download
    decoded: DecodedImage
  }): Promise<Outcome> {
    const { bytes: original, collectionId, url, page, alt } = download
    const { facts } = decoded
    const thumbnail = decoded.thumbnail === 'original' ? { digest, bytes: original } : decoded.thumbnail
    const objection = download.judge?.(facts)
    if (objection !== undefined) return { verdict: 'unwanted', reason: objection, facts }
    await catalog.add({ collectionId, digest, original, thumbnail, facts, url, page, alt, seenAt: now() })
    return { verdict: 'stored', image: digest, facts }
  }
}
