/** Pages or images, which group of verdicts, which verdict in it, or which change. Each choice is an address of its own. */
import type { Run } from '../api/types.ts'
import { useGallery } from '../shell/gallery.ts'
import { routeHref } from '../shell/routes.ts'
import { changes, isChange } from '../words/changes.ts'
import { count } from '../words/numbers.ts'
import { verdictInWords } from '../words/verdicts.ts'
import { countOf } from './counts.ts'
import { groupOf, groups } from './groups.ts'
import type { FindingsView } from './view.ts'

export interface FindingsChoiceProps {
  run: Run
  view: FindingsView
  /** A list of images, for which no page is read. */
  isList: boolean
}

export function FindingsChoice({ run, view, isList }: FindingsChoiceProps) {
  const group = groupOf(view.kind, view.filter)
  return (
    <div class="findings-choice">
      <nav class="tabs" aria-label="Kind of address">
        {(!isList || view.kind === 'pages') && <Kind run={run} kind="pages" words="Pages" current={view.kind} />}
        <Kind run={run} kind="images" words="Images" current={view.kind} />
      </nav>
      <nav class="chips" aria-label="What became of them">
        <Chip run={run} kind={view.kind} filter="" words="All" current={view.filter === ''} />
        {groups[view.kind].map(({ name, words }) => (
          <Chip key={name} run={run} kind={view.kind} filter={name} words={words} current={group?.name === name} />
        ))}
        {group !== undefined && group.verdicts.length > 1 && <Verdict run={run} view={view} />}
      </nav>
      {view.kind === 'images' && (run.changes !== null || isChange(view.filter)) && (
        <ChangeChips run={run} filter={view.filter} />
      )}
    </div>
  )
}

function ChangeChips({ run, filter }: { run: Run; filter: string }) {
  return (
    <nav class="chips" aria-label="Since the last time">
      <span class="chips-label" aria-hidden="true">
        Since the last time
      </span>
      {Object.entries(changes).map(([name, { words }]) => (
        <Chip key={name} run={run} kind="images" filter={name} words={words} current={filter === name} />
      ))}
    </nav>
  )
}

interface KindProps {
  run: Run
  kind: FindingsView['kind']
  words: string
  current: string
}

function Kind({ run, kind, words, current }: KindProps) {
  const href = routeHref({ name: 'findings', runId: run.id, view: { kind, filter: '' } })
  return (
    <a class="tab" href={href} aria-current={kind === current ? 'page' : undefined}>
      {words} <small>{count(run[kind].found)}</small>
    </a>
  )
}

interface ChipProps extends FindingsView {
  run: Run
  words: string
  current: boolean
}

/** Groups and changes without an address are left out, unless it is the one being looked at. */
function Chip({ run, kind, filter, words, current }: ChipProps) {
  const number = countOf(run, kind, filter)
  if (!number && !current) return null
  const href = routeHref({ name: 'findings', runId: run.id, view: { kind, filter } })
  return (
    <a class="chip" href={href} aria-current={current ? 'true' : undefined}>
      {words.charAt(0).toUpperCase() + words.slice(1)} {number !== undefined && <small>{count(number)}</small>}
    </a>
  )
}

function Verdict({ run, view }: Pick<FindingsChoiceProps, 'run' | 'view'>) {
  const { router } = useGallery()
  const group = groupOf(view.kind, view.filter)
  const choose = (filter: string) => router.look({ name: 'findings', runId: run.id, view: { ...view, filter } })
  return (
    <label class={view.filter === group?.name ? 'choice' : 'choice choice-set'}>
      <span class="choice-label">Why</span>
      <select value={view.filter} onChange={(event) => choose(event.currentTarget.value)}>
        <option value={group?.name}>Any reason</option>
        {group?.verdicts.map((verdict) => (
          <option key={verdict} value={verdict}>
            {verdictInWords(verdict)}
          </option>
        ))}
      </select>
    </label>
  )
}
