/** Progress for a person: one live line on a terminal, plain lines elsewhere (a pipe, a file). */
import type { WriteStream } from 'node:tty'

export interface Progress {
  /** What is true now; takes the place of what was shown before. */
  show(line: string): void
  /** What stays. */
  end(line: string): void
}

const plainEveryMs = 2000

export function createProgress(
  stream: Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>,
): Progress {
  return stream.isTTY ? liveLine(stream) : plainLines(stream)
}

function liveLine(stream: Parameters<typeof createProgress>[0]): Progress {
  const replace = (text: string) => stream.write(`\r\u001B[K${text}`)
  return {
    // A line that wraps could not be replaced.
    show: (line) => replace(line.slice(0, (stream.columns || 80) - 1)),
    end: (line) => replace(`${line}\n`),
  }
}

function plainLines(stream: Parameters<typeof createProgress>[0]): Progress {
  let last = { line: '', at: Number.NEGATIVE_INFINITY }
  return {
    show(line) {
      if (line === last.line || performance.now() - last.at < plainEveryMs) return
      last = { line, at: performance.now() }
      stream.write(`${line}\n`)
    },
    end: (line) => stream.write(`${line}\n`),
  }
}
