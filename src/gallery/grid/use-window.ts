/** Which tiles are near the screen, followed while the page scrolls. Only these are in the document. */
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Layout } from './layout.ts'
import { tilesBetween } from './rows.ts'

export interface TileWindow {
  from: number
  to: number
  /** Less than two screens are left below. */
  nearEnd: boolean
}

export function useWindow(
  container: RefObject<HTMLElement | null>,
  layout: ReadonlySignal<Layout>,
): ReadonlySignal<TileWindow> {
  const shown = useSignal<TileWindow>({ from: 0, to: 0, nearEnd: false })

  function look(): void {
    const element = container.current
    if (element === null) return
    const seen = seenBy(layout.value, -element.getBoundingClientRect().top, window.innerHeight)
    const before = shown.peek()
    if (seen.from !== before.from || seen.to !== before.to || seen.nearEnd !== before.nearEnd) shown.value = seen
  }

  useSignalEffect(look)
  useEffect(() => {
    let frame = 0
    const onMove = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    }
    window.addEventListener('scroll', onMove, { passive: true })
    window.addEventListener('resize', onMove)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('scroll', onMove)
      window.removeEventListener('resize', onMove)
    }
  }, [])

  return shown
}

function seenBy(layout: Layout, top: number, screen: number): TileWindow {
  const { from, to } = tilesBetween(layout, top - screen, top + 2 * screen)
  return { from, to, nearEnd: layout.height - (top + screen) < 2 * screen }
}
