/** The wall of pictures: justified rows, of which only those near the screen are in the document. */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ImageList } from './image-list.ts'
import type { Layout } from './layout.ts'
import { rowOf } from './rows.ts'
import { Tile } from './tile.tsx'
import { useAnchor } from './use-anchor.ts'
import { useArrows } from './use-arrows.ts'
import { useLayout } from './use-layout.ts'
import { useWindow } from './use-window.ts'

export interface ReturnTo {
  index: number
  /** Others were turned to since the image was opened, so that its tile may be out of sight. */
  turned: boolean
}

export interface ImageGridProps {
  /** The same for the life of the grid: another list needs another key. */
  list: ImageList
  /** Changes when a tile shall have the focus: after its image was closed. */
  returnTo: ReturnTo | null
  onOpen(index: number): void
}

export function ImageGrid({ list, returnTo, onOpen }: ImageGridProps) {
  const container = useRef<HTMLUListElement>(null)
  const reached = useSignal(0)
  const layout = useLayout(container, list.images)
  useAnchor(container, layout)
  const shown = useWindow(container, layout)
  const arrows = useArrows(container, layout, reached)

  useSignalEffect(() => {
    if (shown.value.nearEnd && list.state.value === 'more') list.more()
  })
  useEffect(() => {
    if (returnTo === null) return
    if (returnTo.turned) arrows.focus(returnTo.index)
    else arrows.focusInPlace(returnTo.index)
  }, [returnTo])

  const images = list.images.value
  const total = list.state.value === 'end' ? images.length : -1
  return (
    <ul
      class="grid"
      ref={container}
      aria-label="Images"
      style={{ height: `${layout.value.height}px` }}
      onKeyDown={arrows.onKeyDown}
    >
      {indexes(shown.value, reached.value, images.length).map((index) => {
        const image = images[index]
        return (
          image && (
            <Tile
              key={image.id}
              image={image}
              index={index}
              total={total}
              place={placeOf(layout.value, index)}
              reached={index === reached.value}
              passing={shown.value.flying}
              onOpen={onOpen}
            />
          )
        )
      })}
    </ul>
  )
}

/** The tiles in the window, and the one that holds the focus: it must not vanish under its reader. */
function indexes({ from, to }: { from: number; to: number }, reached: number, count: number): number[] {
  const end = Math.min(to, count)
  const inside = Array.from({ length: Math.max(0, end - from) }, (_, offset) => from + offset)
  if (reached >= count) return inside
  if (reached < from) return [reached, ...inside]
  return reached >= end ? [...inside, reached] : inside
}

function placeOf(layout: Layout, index: number) {
  const row = rowOf(layout, index)
  return {
    left: layout.left[index] ?? 0,
    top: layout.rowTop[row] ?? 0,
    width: layout.width[index] ?? 0,
    height: layout.rowHeight[row] ?? 0,
  }
}
