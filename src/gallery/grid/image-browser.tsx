/** A list of images to look through: the toolbar, the grid, what to say when there is nothing, the open image above. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useGallery } from '../shell/gallery.ts'
import { ImageDialog } from '../viewer/image-dialog.tsx'
import { GridFoot } from './grid-foot.tsx'
import { ImageGrid, type ReturnTo } from './image-grid.tsx'
import type { ImageList } from './image-list.ts'
import { TakeAlong } from './take-along.tsx'
import { type OnView, Toolbar } from './toolbar.tsx'
import { type View, viewQuery } from './view.ts'

export interface ImageBrowserProps {
  list: ImageList
  view: View
  /** The open image. */
  image: string | null
  /** A run is adding to the list. */
  live: boolean
  onView: OnView
}

export function ImageBrowser({ list, view, image, live, onView }: ImageBrowserProps) {
  const { router } = useGallery()
  const images = list.images.value
  const index = image === null ? -1 : images.findIndex(({ id }) => id === image)
  const returnTo = useReturn(image, index)

  async function turn(step: number): Promise<void> {
    if (index < 0) return
    if (index + step >= list.images.value.length) await list.more()
    const target = list.images.value[index + step]
    if (target) router.turnTo(target.id)
  }

  return (
    <section class="browser" aria-label="Images">
      <Toolbar view={view} onView={onView}>
        {images.length > 0 && <TakeAlong parameters={list.parameters} />}
      </Toolbar>
      {list.fresh.value && (
        <button type="button" class="pill" onClick={list.restart}>
          New images are here. Show them
        </button>
      )}
      <ImageGrid
        key={viewQuery(view)}
        list={list}
        returnTo={returnTo}
        onOpen={(at) => images[at] && router.openImage(images[at].id)}
      />
      <GridFoot list={list} view={view} live={live} onView={onView} />
      {image !== null && (
        <ImageDialog
          id={image}
          known={images[index]}
          onClose={router.closeImage}
          onTurn={index < 0 ? undefined : turn}
          first={index === 0}
          last={index === images.length - 1 && list.state.value === 'end'}
        />
      )}
    </section>
  )
}

/** Where the focus returns to when the open image is closed: to the tile of the one that was shown last. */
function useReturn(image: string | null, index: number): ReturnTo | null {
  const opened = useRef<string | null>(null)
  const last = useRef({ image, index: -1 })
  const [returnTo, setReturnTo] = useState<ReturnTo | null>(null)
  useEffect(() => {
    const from = last.current
    if (image !== null) opened.current ??= image
    else if (from.index >= 0) setReturnTo({ index: from.index, turned: from.image !== opened.current })
    if (image === null) opened.current = null
    last.current = { image, index: image === null ? -1 : index }
  }, [image, index])
  return returnTo
}
