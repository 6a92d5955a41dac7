/** Keeps the picture at the top of the screen where it is when a new width moves the rows. */
import type { ReadonlySignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Layout } from './layout.ts'
import { rowOf, tilesBetween } from './rows.ts'

export function useAnchor(container: RefObject<HTMLElement | null>, layout: ReadonlySignal<Layout>): void {
  const last = useRef<{ layout: Layout; width: number } | null>(null)

  // After rendering: before that, the page may be too short to scroll as far as needed.
  useLayoutEffect(() => {
    const element = container.current
    const now = layout.peek()
    const before = last.current
    if (element === null || before?.layout === now) return
    const { width, top } = element.getBoundingClientRect()
    last.current = { layout: now, width }
    if (before === null || before.width === width || before.layout.rows === 0 || now.rows === 0 || top >= 0) return
    const anchor = tilesBetween(before.layout, -top, -top).from
    window.scrollBy({ top: topOf(now, anchor) - topOf(before.layout, anchor), behavior: 'instant' })
  })
}

function topOf(layout: Layout, index: number): number {
  return layout.rowTop[rowOf(layout, index)] ?? 0
}
