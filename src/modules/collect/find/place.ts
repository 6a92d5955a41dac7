/** Where in a page an element stands, as far as it decides what its pictures are. */
import type { Picture } from './types.ts'

export interface Place {
  isInNoscript: boolean
  /** The picture file that an enclosing link leads to: the first picture inside is its preview. */
  link?: { picture: Picture; isTaken: boolean }
  /** An enclosing `<picture>`, whose sources and first image are one picture. */
  sources?: SourceGroup
  /** An enclosing element that is a picture itself (`object`, `amp-img`): images inside are its fallback. */
  group?: { picture: Picture }
}

/** What the sources of a `<picture>` said before its image, as written, best first. */
export interface SourceGroup {
  likely: string[]
  /** For other screens than a large one, or of formats that browsers do not show: taken when nothing else answers. */
  unlikely: string[]
  /** Once the image was met. */
  picture?: Picture
  isDone: boolean
}
