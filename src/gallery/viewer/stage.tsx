/** The picture large: its original or its preview, the thumbnail until then or instead. */
import { useState } from 'preact/hooks'
import type { Image } from '../api/types.ts'
import { groundOf, type LargeSource, largeSource } from '../grid/show.ts'
import { formatName, imageName } from '../words/images.ts'

export function Stage({ image }: { image: Image }) {
  const [state, setState] = useState<'waiting' | 'there' | 'broken'>('waiting')
  const large = largeSource(image)
  const source = state === 'broken' ? image.links.thumbnail : (large?.address ?? null)
  if (source === null) return <NoPicture image={image} />
  return (
    <img
      class={`stage stage-${state} ground-${groundOf(image)}`}
      src={source}
      alt={imageName(image)}
      {...sizeOf(large ?? image)}
      style={state === 'waiting' && large !== null ? waitingStyle(image, large) : undefined}
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

function sizeOf({ width, height }: Pick<LargeSource, 'width' | 'height'>): { width?: number; height?: number } {
  return width > 0 && height > 0 ? { width, height } : {}
}

/** A preview may have to be made: until it is there the thumbnail stands in, as large as what is to come. */
function waitingStyle({ links }: Image, { width, height }: LargeSource): Record<string, string> {
  return {
    ...(width > 0 && height > 0 && { '--width': `${width}px`, '--ratio': String(width / height) }),
    ...(links.thumbnail !== null && { backgroundImage: `url("${encodeURI(links.thumbnail)}")` }),
  }
}
