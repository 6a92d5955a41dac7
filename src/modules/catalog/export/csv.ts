/** An export as CSV (RFC 4180), with a header line; safe to open in a spreadsheet. */
import type { ExportLine } from './export-lines.ts'

type Cell = string | number | boolean | null | undefined

/** One line a column: its name, and what it says of a line. */
const columns: Record<string, (line: ExportLine) => Cell> = {
  id: ({ image }) => image.id,
  url: ({ image }) => image.url,
  format: ({ image }) => image.format,
  width: ({ image }) => image.width,
  height: ({ image }) => image.height,
  bytes: ({ image }) => image.bytes,
  animated: ({ image }) => image.animated,
  frames: ({ image }) => image.frames,
  alpha: ({ image }) => image.alpha,
  damaged: ({ image }) => image.damaged,
  orientation: ({ image }) => image.orientation,
  color: ({ image }) => image.color,
  phash: ({ image }) => image.phash,
  host: ({ image }) => image.host,
  domain: ({ image }) => image.domain,
  firstSeenAt: ({ image }) => image.firstSeenAt,
  original: ({ image }) => image.links.original,
  collection: ({ use }) => use?.collection,
  page: ({ use }) => use?.page,
  pageTitle: ({ use }) => use?.pageTitle,
  element: ({ use }) => use?.element,
  // A cell cannot tell no alt text from an empty one.
  hasAlt: ({ use }) => use && use.alt !== null,
  alt: ({ use }) => use?.alt,
  caption: ({ use }) => use?.caption,
  heading: ({ use }) => use?.heading,
  candidate: ({ use }) => use?.url,
  alternates: ({ use }) => use?.alternates.join(' '),
}

const header = toRecord(Object.keys(columns))

export async function* toCsv(batches: AsyncIterable<ExportLine[]>): AsyncGenerator<string> {
  yield header
  for await (const batch of batches) {
    yield batch.map((line) => toRecord(Object.values(columns).map((read) => read(line)))).join('')
  }
}

export function toRecord(cells: Cell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it: it comes from strangers, and is to be shown. */
function toCell(value: Cell): string {
  const text = String(value ?? '').replace(/^[=+\-@\t\r\n]/, "'$&")
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
