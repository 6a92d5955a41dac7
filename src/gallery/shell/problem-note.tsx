/** A problem in clear words: what, why, and which field; with a way to try again where there is one. */
import type { Problem } from '../api/types.ts'

export interface ProblemNoteProps {
  problem: Problem
  onRetry?: (() => void) | undefined
}

export function ProblemNote({ problem, onRetry }: ProblemNoteProps) {
  return (
    <div class="note note-bad" role="alert">
      <p class="note-title">{problem.title}</p>
      {problem.detail !== '' && problem.detail !== problem.title && <p>{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <ul class="note-fields">
          {problem.errors.map((error) => (
            <li key={error.path + error.message}>
              <strong>{fieldName(error.path)}</strong> {error.message}
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}

const names: Record<string, string> = { url: 'Address', maxPages: 'Most pages', maxDepth: 'Depth', scope: 'Scope' }

function fieldName(path: string): string {
  const field = path.split('/').pop() ?? path
  return names[field] ?? field
}
