/** What an earlier pass of the same run was stopped before: it did not fail, so trying again what failed leaves it. */
import type { CrawlEnd, Recorded } from './pass.ts'

/** A pass that went well does not make whole what was cut off before it. */
export function endOfWhole(end: CrawlEnd, { pages, addresses }: Pick<Recorded, 'pages' | 'addresses'>): CrawlEnd {
  const left = [counted('page', pages), counted('image', addresses)].filter((words) => words !== undefined)
  if (end.state !== 'succeeded' || left.length === 0) return end
  return { state: 'partial', error: `The run had been stopped before, with ${left.join(' and ')} left to fetch.` }
}

function counted(kind: string, rows: { verdict: string }[]): string | undefined {
  const count = rows.filter(({ verdict }) => verdict === 'cancelled').length
  if (count === 0) return undefined
  return count === 1 ? `1 ${kind}` : `${count} ${kind}s`
}
