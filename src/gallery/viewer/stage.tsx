/** The picture large: the original where browsers can show it, the thumbnail until then or instead. */
import { useState } from 'preact/hooks'
import type { Image } from '../api/types.ts'
import { groundOf, largeSource } from '../grid/show.ts'
import { formatName, imageName } from '../words/images.ts'

export function Stage({ image }: { image: Image }) {
  const [state, setState] = useState<'waiting' | 'there' | 'broken'>('waiting')
  const large = largeSource(image)
  const source = state === 'broken' ? image.links.thumbnail : large
  if (source === null) return <NoPicture image={image} />
  return (
    <img
      class={`stage ground-${groundOf(image)}`}
      src={source}
      alt={imageName(image)}
      {...sizeOf(image)}
      style={state === 'waiting' ? waitingStyle(image) : undefined}
      onLoad={() => setState(state === 'broken' ? state : 'there')}
      onError={() => setState('broken')}
    />
  )
}

function NoPicture({ image }: { image: Image }) {
  return (
    <p class="stage-label">
      <strong>{formatName(image.format)}</strong>
      <span>This browser cannot show it. The original can be downloaded.</span>
    </p>
  )
}

function sizeOf({ width, height }: Image): { width?: number; height?: number } {
  return width > 0 && height > 0 ? { width, height } : {}
}

function waitingStyle({ links }: Image): { backgroundImage?: string } {
  return links.thumbnail === null ? {} : { backgroundImage: `url("${encodeURI(links.thumbnail)}")` }
}
