/** An image by itself, above the grid: the picture large, its facts, where it is used. */
import { useId } from 'preact/hooks'
import type { Image } from '../api/types.ts'
import { MissingNote } from '../shell/missing-note.tsx'
import { Modal } from '../shell/modal.tsx'
import { imageName } from '../words/images.ts'
import { ImageFacts } from './image-facts.tsx'
import { OccurrenceList } from './occurrence-list.tsx'
import { Stage } from './stage.tsx'
import { useDetails } from './use-details.ts'
import { ViewerBar } from './viewer-bar.tsx'

export interface ImageDialogProps {
  id: string
  /** What the grid already knows of it, to show at once. */
  known?: Image | undefined
  onClose(): void
  /** To the image before (-1) or after (1); undefined where there is none to turn to. */
  onTurn?: ((step: number) => void) | undefined
  first?: boolean
  last?: boolean
}

export function ImageDialog({ id, known, onClose, onTurn, first = true, last = true }: ImageDialogProps) {
  const details = useDetails(id)
  const titleId = useId()
  const image = details.image ?? known

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'ArrowLeft') onTurn?.(-1)
    if (event.key === 'ArrowRight') onTurn?.(1)
  }

  return (
    <Modal class="viewer" labelledBy={titleId} onClose={onClose} onKeyDown={onKeyDown}>
      <div class="viewer-frame">
        <div class="viewer-stage">
          {image && <Stage key={image.id} image={image} />}
          <ViewerBar onClose={onClose} onTurn={onTurn} first={first} last={last} />
        </div>
        <div class="viewer-facts">
          <h2 id={titleId} aria-live="polite">
            {image ? imageName(image) : 'Image'}
          </h2>
          {details.problem && <MissingNote what="image" level="h3" problem={details.problem} onRetry={details.retry} />}
          {image && <ImageFacts image={image} details={details.image} />}
          {details.image && <OccurrenceList key={id} image={details.image} />}
          {!details.image && !details.problem && <p class="hint">Reading where it is used…</p>}
        </div>
      </div>
    </Modal>
  )
}
