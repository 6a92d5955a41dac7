/** A run's state as a small tag; the words carry it, the colour only helps. */
import type { RunState } from '../api/types.ts'
import { stateInWords } from '../words/runs.ts'

export function StateTag({ state }: { state: RunState }) {
  return <span class={`tag tag-${state}`}>{stateInWords(state)}</span>
}
