/** Why what an address names is not shown: there is no such thing, which is said with the way home, or a problem. */
import { isNothing } from '../api/problem.ts'
import type { Problem } from '../api/types.ts'
import { ProblemNote } from './problem-note.tsx'

export interface MissingNoteProps {
  what: 'page' | 'collection' | 'run' | 'image'
  /** What the API answered; null where it was not even asked. */
  problem: Problem | null
  /** Of its heading: h1 where it is all that the page says. */
  level?: 'h1' | 'h3'
  onRetry?: (() => void) | undefined
}

export function MissingNote({ what, problem, level: Heading = 'h1', onRetry }: MissingNoteProps) {
  if (problem !== null && !isNothing(problem)) return <ProblemNote problem={problem} onRetry={onRetry} />
  return (
    <div class="missing" role="alert">
      <Heading>There is no such {what} here</Heading>
      <p>Its address is not quite right, or it has been deleted.</p>
      <p class="missing-ways">
        <a class="button button-primary" href="#/">
          To the collections
        </a>
        {problem?.status === 404 && onRetry && (
          <button type="button" class="button" onClick={onRetry}>
            Try again
          </button>
        )}
      </p>
    </div>
  )
}
