/** A picture in a tile: its placeholder until it is there, a label where it cannot be shown. */
import { useRef, useState } from 'preact/hooks'
import type { Image } from '../api/types.ts'
import { formatName, imageName } from '../words/images.ts'
import { groundOf, tileSource } from './show.ts'
import { useBlur } from './use-blur.ts'

export interface PictureProps {
  image: Image
  /** `whole` shows all of it, `life` without making it larger than it is, `cover` fills the tile. */
  fit: 'whole' | 'life' | 'cover'
  /** Not worth asking for yet: a patch of its colour stands in. */
  passing?: boolean
}

export function Picture({ image, fit, passing = false }: PictureProps) {
  const [state, setState] = useState<'waiting' | 'there' | 'broken'>('waiting')
  const asked = useRef(false)
  asked.current ||= !passing
  const waiting = asked.current && state === 'waiting'
  // What is shown as small as it is would be announced by a blur much larger than itself.
  const blur = useBlur(fit === 'life' ? null : image.thumbhash, waiting)
  const color = fit === 'life' ? null : image.color
  const source = tileSource(image)
  if (source === null || state === 'broken')
    return <span class="picture picture-label">{formatName(image.format)}</span>
  if (!asked.current) return <span class="picture" style={patch(color, null)} />
  return (
    <img
      class={`picture picture-${fit} picture-${state} ground-${groundOf(image)}`}
      src={source}
      alt={imageName(image)}
      decoding="async"
      draggable={false}
      style={waiting ? patch(color, blur) : undefined}
      onLoad={() => setState('there')}
      onError={() => setState('broken')}
    />
  )
}

function patch(color: string | null, blur: string | null) {
  return {
    ...(color === null ? {} : { backgroundColor: color }),
    ...(blur === null ? {} : { backgroundImage: `url("${blur}")` }),
  }
}
