/** Log lines for a person at a terminal; everybody else gets them as JSON. */
import { styleText } from 'node:util'

const levels: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: styleText('yellow', 'warn'),
  50: styleText('red', 'error'),
  60: styleText('red', 'fatal'),
}

interface LogLine {
  time: number
  level: number
  msg: string
  err?: { message: string; stack?: string }
  [fact: string]: unknown
}

export function createReadableLog(stream: { write(text: string): unknown }): { write(line: string): void } {
  return {
    write(line) {
      // The live line of progress may stand there: it is drawn again at its next change.
      stream.write(`\r\u001B[K${toReadable(JSON.parse(line))}\n`)
    },
  }
}

function toReadable({ time, level, msg, err, pid: _, hostname: __, ...facts }: LogLine): string {
  const clock = styleText('dim', new Date(time).toLocaleTimeString('en-GB'))
  const rest = Object.entries(facts).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return [clock, levels[level] ?? level, msg, styleText('dim', rest.join(' ')), err && (err.stack ?? err.message)]
    .filter(Boolean)
    .join(' ')
}
