/** Arrow keys among the tiles: one of them is reached by Tab, the arrows move on from it. */
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Layout } from './layout.ts'
import { neighbour, rowOf } from './rows.ts'

/** Room for what sticks to the top of the screen. */
const marginPx = 72

export interface Arrows {
  onKeyDown(event: KeyboardEvent): void
  /** Moves the focus to a tile, and the tile into view. */
  focus(index: number): void
  /** Moves the focus to a tile and leaves the page where it is, though the tile stand half beyond its edge. */
  focusInPlace(index: number): void
}

export function useArrows(
  container: RefObject<HTMLElement | null>,
  layout: ReadonlySignal<Layout>,
  reached: Signal<number>,
): Arrows {
  const wanted = useRef<number | null>(null)

  function take(): void {
    if (wanted.current === null) return
    const tile = container.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`)
    if (!tile) return
    wanted.current = null
    tile.focus({ preventScroll: true })
  }

  function focusInPlace(index: number): void {
    wanted.current = index
    reached.value = index
    take()
  }

  function focus(index: number): void {
    if (container.current !== null) bringIntoView(container.current, layout.peek(), index)
    focusInPlace(index)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const index = neighbour(layout.peek(), reached.peek(), event.key)
    if (index === undefined) return
    event.preventDefault()
    focus(index)
  }

  // A tile that was not in the document yet is focused once it has been rendered.
  useLayoutEffect(take)
  return { onKeyDown, focus, focusInPlace }
}

function bringIntoView(container: HTMLElement, layout: Layout, index: number): void {
  const row = rowOf(layout, index)
  const top = container.getBoundingClientRect().top + (layout.rowTop[row] ?? 0)
  const bottom = top + (layout.rowHeight[row] ?? 0)
  if (top < marginPx) window.scrollBy({ top: top - marginPx, behavior: 'instant' })
  else if (bottom > window.innerHeight - 16) {
    window.scrollBy({ top: bottom - window.innerHeight + 16, behavior: 'instant' })
  }
}
