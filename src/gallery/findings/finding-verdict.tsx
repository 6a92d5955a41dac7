/** What became of an address: its verdict and why, and what changed since the run before. */
import { changeInWords } from '../words/changes.ts'
import { bytesInWords, counted } from '../words/numbers.ts'
import { readReason, verdictInWords } from '../words/verdicts.ts'
import type { Finding } from './finding-list.ts'
import { toneOf } from './groups.ts'

export function FindingVerdict({ finding }: { finding: Finding }) {
  const { needsBrowser, words } = readReason(finding.reason)
  return (
    <div class="finding-verdict">
      <p>
        {finding.change === 'gone' ? (
          <Gone finding={finding} />
        ) : (
          <Verdict finding={finding} needsBrowser={needsBrowser} />
        )}
      </p>
      {words !== null && <p class="finding-note">{words}</p>}
    </div>
  )
}

function Verdict({ finding, needsBrowser }: { finding: Finding; needsBrowser: boolean }) {
  const { verdict, change } = finding
  return (
    <>
      <span class={`tag tag-${toneOf(verdict)}`}>{verdictInWords(verdict)}</span>
      {(change === 'new' || change === 'changed') && <span class="tag tag-change">{changeInWords(change)}</span>}
      {needsBrowser && <span class="tag tag-partial">Needs a browser</span>}
      <span class="finding-note">{factsOf(finding)}</span>
    </>
  )
}

/** What the API says of it is what it was in the run before. */
function Gone({ finding }: { finding: Finding }) {
  return (
    <>
      <span class="tag tag-partial">{changeInWords('gone')}</span>
      <span class="finding-note">the last time: {factsOf(finding)}</span>
    </>
  )
}

function factsOf({ status, bytes, images }: Finding): string {
  const facts = []
  if (status !== null) facts.push(`HTTP ${status}`)
  if (typeof bytes === 'number') facts.push(bytesInWords(bytes))
  if (images !== undefined && images > 0) facts.push(counted(images, 'picture'))
  return facts.join(' · ')
}
