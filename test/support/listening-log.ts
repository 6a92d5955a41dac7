/** A log whose lines a test can wait for. */
import { EventEmitter, once } from 'node:events'
import type { Log } from '#platform'

export interface ListeningLog {
  log: Log
  /** Resolves at the next line that says so. */
  says(sentence: string): Promise<void>
  /** How often it was said. */
  count(sentence: string): number
}

export function createListeningLog(): ListeningLog {
  const said: string[] = []
  const lines = new EventEmitter()
  const line = (facts: unknown, sentence?: string) => {
    said.push(sentence ?? String(facts))
    lines.emit('line')
  }
  const count = (sentence: string) => said.filter((each) => each.includes(sentence)).length
  return {
    log: { debug: line, info: line, warn: line, error: line } as Log,
    count,
    async says(sentence) {
      const before = count(sentence)
      while (count(sentence) === before) await once(lines, 'line')
    },
  }
}
