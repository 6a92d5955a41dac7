/** What a tile shows until its picture is there: the blur that a ThumbHash holds, as a data URL. */
import { thumbHashToDataURL } from 'thumbhash'

/** The blur as a data URL; null where there is no hash, or a broken one. */
export function placeholder(thumbhash: string | null): string | null {
  if (thumbhash === null) return null
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0)))
  } catch {
    return null
  }
}
