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
  /** The page flies by: what is in the window now will have left it before it could be looked at. */
  flying: boolean
}

const start: TileWindow = { from: 0, to: 0, nearEnd: false, flying: false }

/** Faster than this, tiles cross the screen in less than a fifth of a second. */
const flyingScreensPerSecond = 5
const landedMs = 100

export function useWindow(
  container: RefObject<HTMLElement | null>,
  layout: ReadonlySignal<Layout>,
): ReadonlySignal<TileWindow> {
  const shown = useSignal<TileWindow>(start)

  function look(flying: boolean): void {
    const element = container.current
    if (element === null) return
    const seen = seenBy(layout.value, -element.getBoundingClientRect().top, window.innerHeight, flying)
    if (!isSame(seen, shown.peek())) shown.value = seen
  }

  useSignalEffect(() => look(shown.peek().flying))
  useEffect(() => followScroll(look), [])
  return shown
}

/** Looks once for each frame in which the page moves, and again when it has come to rest. */
function followScroll(look: (flying: boolean) => void): () => void {
  let frame = 0
  let landing: ReturnType<typeof setTimeout> | undefined
  let last = { y: window.scrollY, at: performance.now() }

  function onFrame(at: number): void {
    const now = { y: window.scrollY, at }
    const flying = screensPerSecond(last, now) > flyingScreensPerSecond
    last = now
    clearTimeout(landing)
    if (flying) landing = setTimeout(land, landedMs)
    look(flying)
  }

  // A slow frame is no landing: the page has moved on meanwhile, and its event is on its way.
  function land(): void {
    if (window.scrollY === last.y) look(false)
  }

  function onMove(): void {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(onFrame)
  }

  window.addEventListener('scroll', onMove, { passive: true })
  window.addEventListener('resize', onMove)
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(landing)
    window.removeEventListener('scroll', onMove)
    window.removeEventListener('resize', onMove)
  }
}

interface Moment {
  y: number
  at: number
}

/** A moment long ago says nothing of the speed: a jump is no flight. */
function screensPerSecond(before: Moment, now: Moment): number {
  const elapsedMs = Math.max(8, now.at - before.at)
  return elapsedMs > 250 ? 0 : (Math.abs(now.y - before.y) / window.innerHeight / elapsedMs) * 1000
}

function seenBy(layout: Layout, top: number, screen: number, flying: boolean): TileWindow {
  // Nothing is loaded ahead of a flight: half a screen is enough not to show a gap.
  const ahead = flying ? screen / 2 : screen
  const { from, to } = tilesBetween(layout, top - ahead, top + screen + ahead)
  return { from, to, nearEnd: layout.height - (top + screen) < 2 * screen, flying }
}

function isSame(one: TileWindow, other: TileWindow): boolean {
  return one.from === other.from && one.to === other.to && one.nearEnd === other.nearEnd && one.flying === other.flying
}
