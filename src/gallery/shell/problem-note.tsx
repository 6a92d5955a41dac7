/** A problem in clear words: what, why, and which field; with a way to try again where there is one. */
import type { Problem } from '../api/types.ts'

export interface ProblemNoteProps {
  problem: Problem
  onRetry?: (() => void) | undefined
}

export function ProblemNote({ problem, onRetry }: ProblemNoteProps) {
  // Fields by name say it better than the detail, which is worded for programs.
  const named = problem.errors.length > 0
  return (
    <div class="note note-bad" role="alert">
      <p class="note-title">{named ? 'Something here is not right yet' : problem.title}</p>
      {!named && problem.detail !== '' && problem.detail !== problem.title && <p>{problem.detail}</p>}
      {named && (
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

const names: Record<string, string> = {
  url: 'Address',
  images: 'The list',
  name: 'Name',
  scope: 'Scope',
  maxPages: 'Most pages',
  maxDepth: 'Depth',
  minWidth: 'Smallest width',
  minHeight: 'Smallest height',
  include: 'Only these paths',
  exclude: 'Not these paths',
}

function fieldName(path: string): string {
  const field = path.split('/')[1] ?? path
  return names[field] ?? field
}
