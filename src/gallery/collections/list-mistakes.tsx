/** The lines of a list that the server refused, each leading to its place. */
import { counted } from '../words/numbers.ts'
import type { Mistake } from './listed-images.ts'

export interface ListMistakesProps {
  mistakes: readonly Mistake[]
  onLine(line: number): void
}

const shown = 5

export function ListMistakes({ mistakes, onLine }: ListMistakesProps) {
  const more = mistakes.length - shown
  return (
    <div class="note note-bad" role="alert">
      <p class="note-title">
        {mistakes.length === 1 ? 'One line is not right yet' : `${counted(mistakes.length, 'line')} are not right yet`}
      </p>
      <ul class="note-fields">
        {mistakes.slice(0, shown).map(({ line, message }) => (
          <li key={line}>
            <button type="button" class="note-link" onClick={() => onLine(line)}>
              Line {line}
            </button>{' '}
            {message}
          </li>
        ))}
      </ul>
      {more > 0 && <p>And {counted(more, 'more line', 'more lines')}.</p>}
    </div>
  )
}
