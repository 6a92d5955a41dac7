/** Keeps the picture at the top of the screen where it is when a new width moves the rows. */
import { type ReadonlySignal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import type { Layout } from './layout.ts'
import { rowOf, tilesBetween } from './rows.ts'

export function useAnchor(container: RefObject<HTMLElement | null>, layout: ReadonlySignal<Layout>): void {
  const last = useRef<{ layout: Layout; width: number } | null>(null)

  useSignalEffect(() => {
    const element = container.current
    const now = layout.value
    if (element === null) return
    const { width, top } = element.getBoundingClientRect()
    const before = last.current
    last.current = { layout: now, width }
    if (before === null || before.width === width || before.layout.rows === 0 || now.rows === 0 || top >= 0) return
    const anchor = tilesBetween(before.layout, -top, -top).from
    window.scrollBy({ top: topOf(now, anchor) - topOf(before.layout, anchor), behavior: 'instant' })
  })
}

function topOf(layout: Layout, index: number): number {
  return layout.rowTop[rowOf(layout, index)] ?? 0
}
