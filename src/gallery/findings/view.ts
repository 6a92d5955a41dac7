/** Which addresses of a run are listed, as it stands in the address bar. */
import { type FindingKind, groupOf } from './groups.ts'

export interface FindingsView {
  kind: FindingKind
  /** A group, a verdict, or '' for all. */
  filter: string
}

/** Reads a view from its part of the path and the query; what it does not know, it leaves out. */
export function parseFindingsView(part: string | undefined, query: string): FindingsView {
  const kind = part === 'images' ? 'images' : 'pages'
  const filter = new URLSearchParams(query).get('verdict') ?? ''
  return { kind, filter: groupOf(kind, filter) === undefined ? '' : filter }
}

/** The filter as a query string with its question mark, or nothing where there is none. */
export function findingsQuery({ filter }: FindingsView): string {
  return filter === '' ? '' : `?${new URLSearchParams({ verdict: filter })}`
}
