/** One image in the grid: a link to its page, placed by the layout. */
import type { Image } from '../api/types.ts'
import { imageLabel, tileNote } from '../words/images.ts'
import { Picture } from './picture.tsx'
import { isSmallFor } from './show.ts'

export interface TileProps {
  image: Image
  index: number
  /** How many there are in all; -1 when that is not known yet. */
  total: number
  place: { left: number; top: number; width: number; height: number }
  /** The one tile that the Tab key reaches. */
  reached: boolean
  /** The page flies by. */
  passing: boolean
  onOpen(index: number): void
}

export function Tile({ image, index, total, place, reached, passing, onOpen }: TileProps) {
  return (
    <li
      class="tile"
      style={{
        transform: `translate(${place.left}px, ${place.top}px)`,
        width: `${place.width}px`,
        height: `${place.height}px`,
      }}
      aria-posinset={index + 1}
      aria-setsize={total}
    >
      <a
        href={`#/images/${encodeURIComponent(image.id)}`}
        aria-label={imageLabel(image)}
        data-index={index}
        tabIndex={reached ? 0 : -1}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          onOpen(index)
        }}
      >
        <Picture key={image.id} image={image} fit={isSmallFor(image, place) ? 'life' : 'whole'} passing={passing} />
        {image.animated && <span class="tile-badge">Animated</span>}
        <span class="tile-note">{tileNote(image)}</span>
      </a>
    </li>
  )
}
