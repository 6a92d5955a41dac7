/** What stands below the grid: that more is coming, that something went wrong, or why there is nothing to see. */
import { ProblemNote } from '../shell/problem-note.tsx'
import type { ImageList } from './image-list.ts'
import { isChosen, isFiltered, plainView, type View } from './view.ts'

export interface GridFootProps {
  list: ImageList
  view: View
  live: boolean
  onView(view: View): void
}

export function GridFoot({ list, view, live, onView }: GridFootProps) {
  const state = list.state.value
  const none = list.images.value.length === 0
  if (list.problem.value !== null && state === 'failed') {
    return <ProblemNote problem={list.problem.value} onRetry={list.more} />
  }
  if (!none) return <p class="foot">{state === 'end' || live ? '' : 'Reading more…'}</p>
  if (isFiltered(view)) {
    return state === 'end' ? (
      <div class="empty">
        <p>{nothingFound(view)}</p>
        <button type="button" class="button" onClick={() => onView(plainView)}>
          {view.q === '' ? 'Clear the filters' : 'Show all images'}
        </button>
      </div>
    ) : null
  }
  if (live) return <p class="empty">The first pictures will appear here in a moment.</p>
  if (state === 'end') return <p class="empty">There are no images here.</p>
  return <p class="empty">Reading…</p>
}

function nothingFound(view: View): string {
  if (view.q === '') return 'No image fits these filters.'
  const words = `No image has “${view.q}” in its texts or its file name`
  return isChosen(view) ? `${words} and fits the filters.` : `${words}.`
}
