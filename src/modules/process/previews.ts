/** Makes previews when somebody asks for one: one at a time, so that browsing leaves the decoders to collecting. */
import PQueue from 'p-queue'
import type { MakePreview, Preview, PreviewSource } from '#catalog'
import { problem } from '#platform'
import type { Previewed } from './decoder/messages.ts'
import { DecoderFailure } from './pool/decoder-failure.ts'
import type { DecoderPool } from './pool/decoder-pool.ts'

export interface PreviewsOptions {
  pool: Pick<DecoderPool, 'decode'>
  maxPixels: number
  /** Who comes when so many wait is sent away. */
  maxWaiting: number
}

export interface Previews {
  make: MakePreview
  /** Sends those away who wait. */
  close(): void
}

export function createPreviews({ pool, maxPixels, maxWaiting }: PreviewsOptions): Previews {
  const line = new PQueue({ concurrency: 1 })

  return { make, close: () => line.clear() }

  async function make(source: PreviewSource): Promise<Preview> {
    if (line.size >= maxWaiting) throw busy(`${maxWaiting} previews are waiting to be made. Try again shortly.`)
    const place = placeInLine(source.signal)
    try {
      return pictureIn(await line.add(() => place.leaveFor(() => decode(source)), { signal: place.signal }))
    } catch (error) {
      throw isNoAnswer(error) ? busy('The preview could not be made now. Try again shortly.', error) : error
    }
  }

  /** Those who wait hold no bytes: an original may be as large as an image can be. */
  async function decode({ format, read }: PreviewSource): Promise<Previewed> {
    return pool.decode({ task: 'preview', bytes: await read(), format, maxPixels })
  }
}

/** A place is given up as long as it is one: work that has begun is finished, whoever has gone, so that it is one at a time. */
function placeInLine(given: AbortSignal) {
  const place = new AbortController()
  const giveUp = () => place.abort()
  given.addEventListener('abort', giveUp)
  if (given.aborted) giveUp()
  return {
    signal: place.signal,
    leaveFor<Result>(work: () => Promise<Result>): Promise<Result> {
      given.removeEventListener('abort', giveUp)
      return work()
    },
  }
}

function pictureIn(answer: Previewed): Preview {
  if (answer.verdict === 'previewed') return answer.preview
  throw problem('not-found', `This image has no preview. ${answer.reason}`)
}

/** No decoder, or no place in the line any more. */
function isNoAnswer(error: unknown): boolean {
  return error instanceof DecoderFailure || (error instanceof DOMException && error.name === 'AbortError')
}

function busy(detail: string, cause?: unknown) {
  return problem('busy', detail, { cause, retryAfterSeconds: 5 })
}
