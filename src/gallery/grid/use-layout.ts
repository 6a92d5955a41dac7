/** The layout of a list of images at the width that their container has. */
import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { Image } from '../api/types.ts'
import { justify, type Layout } from './layout.ts'
import { tilesOf } from './show.ts'

export function useLayout(
  container: RefObject<HTMLElement | null>,
  images: ReadonlySignal<readonly Image[]>,
): ReadonlySignal<Layout> {
  const width = useSignal(0)

  useLayoutEffect(() => {
    const element = container.current
    if (element === null) return
    const measure = () => {
      width.value = Math.floor(element.getBoundingClientRect().width)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [container, width])

  return useComputed(() => {
    const shown = width.value === 0 ? [] : images.value
    return justify({ tiles: tilesOf(shown), width: width.value, ...scale(width.value) })
  })
}

/** Three or so pictures beside each other on a phone, more and larger ones on a wide screen. */
function scale(width: number): { targetHeight: number; gap: number } {
  if (width < 560) return { targetHeight: 128, gap: 4 }
  if (width < 1000) return { targetHeight: 176, gap: 6 }
  return { targetHeight: 216, gap: 8 }
}
