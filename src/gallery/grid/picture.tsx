/** A picture in a tile: its placeholder until it is there, a label where it cannot be shown. */
import { useState } from 'preact/hooks'
import type { Image } from '../api/types.ts'
import { formatName, imageName } from '../words/images.ts'
import { placeholder } from './placeholder.ts'
import { groundOf, tileSource } from './show.ts'

export interface PictureProps {
  image: Image
  /** `whole` shows all of it, `life` without making it larger than it is, `cover` fills the tile. */
  fit: 'whole' | 'life' | 'cover'
}

export function Picture({ image, fit }: PictureProps) {
  const [state, setState] = useState<'waiting' | 'there' | 'broken'>('waiting')
  const source = tileSource(image)
  if (source === null || state === 'broken')
    return <span class="picture picture-label">{formatName(image.format)}</span>
  return (
    <img
      class={`picture picture-${fit} picture-${state} ground-${groundOf(image)}`}
      src={source}
      alt={imageName(image)}
      decoding="async"
      draggable={false}
      style={state === 'waiting' ? waitingStyle(image) : undefined}
      onLoad={() => setState('there')}
      onError={() => setState('broken')}
    />
  )
}

function waitingStyle({ thumbhash, color }: Image) {
  const blur = placeholder(thumbhash)
  return {
    ...(color === null ? {} : { backgroundColor: color }),
    ...(blur === null ? {} : { backgroundImage: `url("${blur}")` }),
  }
}
