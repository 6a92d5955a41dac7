/** A run's numbers, pages apart from images; each leads to the addresses behind it. */
import type { Run } from '../api/types.ts'
import { countOf } from '../findings/counts.ts'
import { type FindingKind, type Group, groups } from '../findings/groups.ts'
import { routeHref } from '../shell/routes.ts'
import { bytesInWords, count } from '../words/numbers.ts'

export interface RunNumbersProps {
  run: Run
  /** A list of images is taken as it is: no page is read for it. */
  isList: boolean
}

export function RunNumbers({ run, isList }: RunNumbersProps) {
  return (
    <dl class="numbers">
      {!isList && <Numbers name="Pages" kind="pages" run={run} />}
      <Numbers name="Images" kind="images" run={run} />
      <div class="number">
        <dt>Weight</dt>
        <dd>
          <span class="figure">
            <strong>{bytesInWords(run.bytes)}</strong>
          </span>
        </dd>
      </div>
    </dl>
  )
}

/** The first group, what was had, is always shown; the others only where there are any. */
function Numbers({ name, kind, run }: { name: string; kind: FindingKind; run: Run }) {
  const shown = groups[kind].filter((group, at) => at === 0 || (countOf(run, kind, group.name) ?? 0) > 0)
  return (
    <div class="number">
      <dt>
        {name} <small>{count(run[kind].found)} found</small>
      </dt>
      {shown.map((group) => (
        <Figure key={group.name} group={group} kind={kind} run={run} />
      ))}
    </div>
  )
}

function Figure({ group, kind, run }: { group: Group; kind: FindingKind; run: Run }) {
  const href = routeHref({ name: 'findings', runId: run.id, view: { kind, filter: group.name } })
  return (
    <dd>
      <a class={`figure figure-${group.name}`} href={href} title={group.hint}>
        <strong>{count(countOf(run, kind, group.name) ?? 0)}</strong> {group.words}
      </a>
    </dd>
  )
}
