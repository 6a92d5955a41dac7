/** Runs as server-sent events (HTML Standard, 9.2). */
import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from '../schemas.ts'

/** A comment: no event for the client, but proxies see that the connection is in use. */
const heartbeat = ':\n\n'

/** One `progress` per run, an `end` with the last of them, and a sign of life whenever nothing was said for a while. */
export async function* toEventStream(
  runs: AsyncIterable<Run>,
  { heartbeatMs = 15_000 }: { heartbeatMs?: number } = {},
): AsyncGenerator<string> {
  let last: Run | undefined
  for await (const run of withSilences(runs, heartbeatMs)) {
    yield run === undefined ? heartbeat : event('progress', run)
    last = run ?? last
  }
  if (last && last.finishedAt !== null) yield event('end', last)
}

/** What the source says, and undefined whenever it said nothing for so long. */
async function* withSilences<Value>(
  source: AsyncIterable<Value>,
  silenceMs: number,
): AsyncGenerator<Value | undefined> {
  const values = source[Symbol.asyncIterator]()
  for (let next = values.next(); ; ) {
    const spoken = new AbortController()
    const silence = delay(silenceMs, undefined, { signal: spoken.signal }).catch(() => undefined)
    const result = await Promise.race([next, silence]).finally(() => spoken.abort())
    if (result?.done) return
    yield result?.value
    if (result) next = values.next()
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
