/** Many files through a processor with real decoders: what became of each, and what is wrong with that. */
import sharp from 'sharp'
import type { Test } from 'tap'
import type { NewImage, Thumbnail } from '#catalog'
import { type Log, silentLog } from '#platform'
import type { Outcome, Processor } from '#process'
import { decoderProcesses } from './decoder-processes.ts'
import { download, processing } from './processing.ts'
import { complaintsAbout } from './sane-facts.ts'

export interface NamedFile {
  name: string
  bytes: Buffer
}

/** A file that is read when its turn has come. */
export interface UnreadFile {
  name: string
  read(): Promise<Buffer>
}

export interface Judging {
  judge(file: NamedFile): Promise<Outcome>
  processor: Processor
  /** How often each verdict was given. */
  verdicts: Record<string, number>
  /** Everything that may not be, each with the name of its file. */
  complaints: string[]
  /** Why decoders were ended, as the log says it. */
  failures: string[]
  /** The most that were there at once: decoders, and resident bytes of one. */
  most: { decoders: number; bytes: number }
}

/** More than the decoders have room for, so that they never wait. */
const atOnce = 12

const known = ['stored', 'too-small', 'too-large', 'not-an-image', 'broken']

export function judging(t: Test, { concurrency = 2, timeoutMs = 10_000 } = {}): Judging {
  const thumbnails = new WeakMap<Buffer, Thumbnail | null>()
  const catalog = {
    add: async ({ original, thumbnail }: NewImage) => void thumbnails.set(original, thumbnail),
    place: async () => {},
    vacate: async () => {},
    find: async () => undefined,
  }
  const failures: string[] = []
  const log = {
    ...silentLog,
    warn: ({ format, reason }: Record<string, string>) => failures.push(`${format}: ${reason}`),
  }
  const { processor } = processing(t, { catalog, log: log as unknown as Log, concurrency, decoders: { timeoutMs } })
  const judged: Judging = { judge, processor, verdicts: {}, complaints: [], failures, most: { decoders: 0, bytes: 0 } }
  return judged

  async function judge({ name, bytes }: NamedFile): Promise<Outcome> {
    const outcome = await processor.process(download(bytes))
    judged.verdicts[outcome.verdict] = (judged.verdicts[outcome.verdict] ?? 0) + 1
    const complaints = [...complaintsOf(outcome), ...(await complaintsOfThumbnail(thumbnails.get(bytes), bytes))]
    judged.complaints.push(...complaints.map((complaint) => `${name}: ${complaint}`))
    watch()
    return outcome
  }

  function watch(): void {
    const decoders = decoderProcesses()
    judged.most.decoders = Math.max(judged.most.decoders, decoders.length)
    judged.most.bytes = Math.max(judged.most.bytes, ...decoders.map(({ bytes }) => bytes))
  }
}

/** Judges all of them, so many at once; rejects at the first that has no verdict. */
export async function judgeAll(
  judging: Judging,
  files: Iterable<NamedFile | UnreadFile>,
  onOutcome: (file: NamedFile, outcome: Outcome) => void = () => {},
): Promise<void> {
  const waiting = files[Symbol.iterator]()
  const work = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const file = await whole(next.value)
      onOutcome(file, await judgeOrSay(judging, file))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

async function whole(file: NamedFile | UnreadFile): Promise<NamedFile> {
  return 'bytes' in file ? file : { name: file.name, bytes: await file.read() }
}

async function judgeOrSay(judging: Judging, file: NamedFile): Promise<Outcome> {
  try {
    return await judging.judge(file)
  } catch (cause) {
    throw new Error(`${file.name} has no verdict`, { cause })
  }
}

function complaintsOf(outcome: Outcome): string[] {
  if (!known.includes(outcome.verdict)) return [`the verdict ${outcome.verdict}`]
  if (outcome.verdict === 'stored') return complaintsAbout(outcome.facts)
  return /^[A-Z][^\0]{10,400}\.$/.test(outcome.reason) ? [] : [`the reason ${JSON.stringify(outcome.reason)}`]
}

/** An image that is its own thumbnail may be of another format, and as imperfect as browsers take it. */
async function complaintsOfThumbnail(thumbnail: Thumbnail | null | undefined, original: Buffer): Promise<string[]> {
  if (!thumbnail) return []
  const isOwn = thumbnail.bytes === original
  const picture = sharp(thumbnail.bytes, { failOn: isOwn ? 'error' : 'warning' })
  const { format, width, height } = await picture.metadata()
  await picture.raw().toBuffer()
  const formats = isOwn ? ['jpeg', 'png', 'gif', 'webp'] : ['webp']
  const isRight = formats.includes(format) && Math.max(width, height) <= 320
  return isRight ? [] : [`the thumbnail is ${format}, ${width} x ${height}`]
}
