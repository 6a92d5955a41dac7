/** Which addresses of a run are listed, as it stands in the address bar. */
import { isChange } from '../words/changes.ts'
import { type FindingKind, groupOf } from './groups.ts'

export interface FindingsView {
  kind: FindingKind
  /** A group, a verdict, of images a change since the run before, or '' for all. */
  filter: string
}

/** Reads a view from its part of the path and the query; what it does not know, it leaves out. */
export function parseFindingsView(part: string | undefined, query: string): FindingsView {
  const kind = part === 'images' ? 'images' : 'pages'
  const given = new URLSearchParams(query)
  const change = given.get('change') ?? ''
  if (kind === 'images' && isChange(change)) return { kind, filter: change }
  const filter = given.get('verdict') ?? ''
  return { kind, filter: groupOf(kind, filter) === undefined ? '' : filter }
}

/** The filter as a query string with its question mark, or nothing where there is none. */
export function findingsQuery({ filter }: FindingsView): string {
  if (filter === '') return ''
  return `?${new URLSearchParams(isChange(filter) ? { change: filter } : { verdict: filter })}`
}
