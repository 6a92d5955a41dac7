/** The reader: a small pool of threads in which documents are read. */
import PQueue from 'p-queue'
import { Piscina } from 'piscina'
import type { Document } from '../find/index.ts'
import type * as thread from './reader-thread.ts'
import { processorMsOf, startTimeLimit } from './time-limit.ts'
import { type Reader, ReadingFailure } from './types.ts'

export interface ReaderOptions {
  /** Documents read at once. */
  threads?: number
  /** A document that takes longer is given up, with its thread; see time-limit.ts. */
  timeoutMs?: number
  /** Processor time that the threads have had until now, in milliseconds. */
  processorMs?: typeof processorMsOf
  /** Memory of one thread, in MiB. */
  maxMemoryMiB?: number
  /** The script that a thread runs. */
  entry?: URL
}

/** A thread that nobody needs gives its memory back. */
const idleMs = 30_000

/** Behind the thread that answers requests, as the decoders are. Elsewhere the priority is that of the whole process. */
const niceness = process.platform === 'linux' ? 10 : 0

/** Young garbage of a thread, in MiB: what a document makes is garbage soon, and Node would let it grow to 128. */
const youngMiB = 12

/**
 * Finding is linear in the length of a document, so the limits stop what a mistake of ours, or an attack on it, would do:
 * both end the thread and nothing else.
 */
export function createReader(options: ReaderOptions = {}): Reader {
  const { threads = 1, timeoutMs = 30_000, maxMemoryMiB = 1024, processorMs = processorMsOf } = options
  const entry = options.entry ?? new URL('./reader-thread.ts', import.meta.url)
  const pool = new Piscina<Document>({
    filename: entry.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    recordTiming: false,
    niceIncrement: niceness,
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMiB, maxYoungGenerationSizeMb: youngMiB },
  })

  // A document's time begins with its turn.
  const turns = new PQueue({ concurrency: threads })

  function reading<Name extends keyof typeof thread>(name: Name) {
    type Reading = ReturnType<(typeof thread)[Name]>
    const read = async (document: Document): Promise<Reading> => {
      const late = new AbortController()
      const { signal } = late
      const answer = pool.run(document, { name, signal })
      // A thread that waits for its turn answers nothing.
      const usedMs = () => processorMs(pool.threads)
      const end = startTimeLimit({ timeoutMs, processorMs: usedMs, onOver: () => late.abort() })
      const failed = (error: unknown) => {
        throw toFailure(error, signal.aborted)
      }
      return answer.catch(failed).finally(end)
    }
    return (document: Document) => turns.add(() => read(document))
  }

  return {
    readPage: reading('readPage'),
    readSheet: reading('readSheet'),
    readDrawing: reading('readDrawing'),
    readManifest: reading('readManifest'),
    readSitemap: reading('readSitemap'),
    readFeed: reading('readFeed'),
    close: () => pool.destroy(),
  }
}

function toFailure(error: unknown, isLate: boolean): ReadingFailure {
  if (isLate) return new ReadingFailure('It takes too long to read.')
  const { code } = error as { code?: unknown }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new ReadingFailure('It takes too much memory to read.')
  return new ReadingFailure('It could not be read, which is a mistake of ours; the log says more.', { cause: error })
}
