/** Verdicts in groups: the counts that a run keeps, each with the verdicts that belong to it. */

import { isChange } from '../words/changes.ts'

export type FindingKind = 'pages' | 'images'

/** A group that is a single verdict has that verdict's name. */
export interface Group {
  name: string
  words: string
  /** What it means, for those who wonder whether something is wrong. */
  hint: string
  verdicts: readonly string[]
}

const waiting: Group = {
  name: 'waiting',
  words: 'waiting',
  hint: 'Their turn has still to come.',
  verdicts: ['waiting'],
}

export const groups: Record<FindingKind, readonly Group[]> = {
  pages: [
    {
      name: 'fetched',
      words: 'read',
      hint: 'Pages that were read for their pictures and links.',
      verdicts: ['fetched'],
    },
    {
      name: 'skipped',
      words: 'left out',
      hint: 'Links that were seen and not followed, as a rule because they leave the site or lead to no page.',
      verdicts: ['out-of-scope', 'not-html', 'robots', 'limit', 'too-large', 'refused-address', 'cancelled'],
    },
    {
      name: 'failed',
      words: 'failed',
      hint: 'Pages that should have been read and could not be had.',
      verdicts: ['http-error', 'timeout', 'redirect-loop', 'network-error'],
    },
    waiting,
  ],
  images: [
    { name: 'stored', words: 'stored', hint: 'Addresses whose image was collected.', verdicts: ['stored'] },
    {
      name: 'duplicate',
      words: 'duplicates',
      hint: 'Addresses that gave the same bytes as another; the image is kept once.',
      verdicts: ['duplicate'],
    },
    {
      name: 'alternate',
      words: 'alternates',
      hint: 'Other sizes or formats of a picture that was collected in its best one.',
      verdicts: ['alternate'],
    },
    {
      name: 'skipped',
      words: 'left out',
      hint: 'Addresses that give no picture worth keeping, or that were not to be fetched.',
      verdicts: ['too-small', 'too-large', 'not-an-image', 'robots', 'refused-address', 'out-of-policy', 'cancelled'],
    },
    {
      name: 'failed',
      words: 'failed',
      hint: 'Pictures that should have been collected and could not be had.',
      verdicts: ['broken', 'http-error', 'timeout', 'truncated', 'redirect-loop', 'network-error'],
    },
    waiting,
  ],
}

/** The group that a filter belongs to, be it a group's name or a verdict in it; undefined for no filter. */
export function groupOf(kind: FindingKind, filter: string): Group | undefined {
  return groups[kind].find(({ name, verdicts }) => name === filter || verdicts.includes(filter))
}

/** What to ask for, one after another: the API filters by one verdict or one change. */
export function queriesOf(kind: FindingKind, filter: string): readonly Record<string, string>[] {
  if (isChange(filter)) return [{ change: filter }]
  const group = groupOf(kind, filter)
  if (group === undefined) return [{}]
  return (group.name === filter ? group.verdicts : [filter]).map((verdict) => ({ verdict }))
}

/** How a verdict is coloured, in the tones of a run's states; the words carry it. */
export function toneOf(verdict: string): 'succeeded' | 'failed' | 'queued' {
  if (verdict === 'stored' || verdict === 'fetched') return 'succeeded'
  const hasFailed = (kind: FindingKind) => groupOf(kind, verdict)?.name === 'failed'
  return hasFailed('pages') || hasFailed('images') ? 'failed' : 'queued'
}
