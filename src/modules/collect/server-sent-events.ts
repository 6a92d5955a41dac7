/** Runs as server-sent events (HTML Standard, 9.2). */
import type { Run } from './schemas.ts'

/** One `progress` per run, an `end` with the last of them. */
export async function* toEventStream(runs: AsyncIterable<Run>): AsyncGenerator<string> {
  let last: Run | undefined
  for await (const run of runs) {
    last = run
    yield event('progress', run)
  }
  if (last && last.finishedAt !== null) yield event('end', last)
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
