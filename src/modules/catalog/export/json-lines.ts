/** An export as JSON Lines (jsonlines.org): an object a line, and a last one by which one knows that it is whole. */
import type { ExportLine } from './export-lines.ts'

export async function* toJsonLines(batches: AsyncIterable<ExportLine[]>): AsyncGenerator<string> {
  let lines = 0
  for await (const batch of batches) {
    lines += batch.length
    yield batch.map(toText).join('')
  }
  yield `${JSON.stringify({ end: true, lines })}\n`
}

function toText({ image, use }: ExportLine): string {
  if (use === null) return `${JSON.stringify({ ...image, occurrence: null })}\n`
  const { image: _, ...occurrence } = use
  return `${JSON.stringify({ ...image, occurrence })}\n`
}
