/** What is known of an image itself. */
import type { ComponentChildren } from 'preact'
import type { Image, ImageDetails } from '../api/types.ts'
import { ExternalLink } from '../shell/external-link.tsx'
import { formatName } from '../words/images.ts'
import { sayings } from '../words/metadata.ts'
import { bytesInWords, count, moment, playTime } from '../words/numbers.ts'
import { Palette } from './palette.tsx'
import { Swatch } from './swatch.tsx'

export interface ImageFactsProps {
  image: Image
  /** Undefined until they are read. */
  details: ImageDetails | undefined
}

export function ImageFacts({ image, details }: ImageFactsProps) {
  return (
    <>
      <dl class="facts">
        <Fact name="Format">{formatName(image.format)}</Fact>
        <Fact name="Size">{`${count(image.width)} × ${count(image.height)} px`}</Fact>
        <Fact name="Weight">{bytesInWords(image.bytes)}</Fact>
        {image.color !== null && (
          <Fact name="Colour">
            <Swatch color={image.color} />
          </Fact>
        )}
        {details && details.palette.length > 1 && (
          <Fact name="Palette">
            <Palette colors={details.palette} />
          </Fact>
        )}
        {image.animated && <Fact name="Frames">{count(image.frames)}</Fact>}
        {typeof details?.duration === 'number' && <Fact name="Duration">{playTime(details.duration)}</Fact>}
        <Fact name="Transparency">{image.alpha ? 'Yes' : 'No'}</Fact>
        {image.damaged && <Fact name="Condition">Damaged, yet browsers show it</Fact>}
        {details?.metadata &&
          sayings(details.metadata).map(({ name, text }) => (
            <Fact key={name} name={name}>
              {text}
            </Fact>
          ))}
        <Fact name="First seen">
          <time dateTime={image.firstSeenAt}>{moment(image.firstSeenAt)}</time>
        </Fact>
        <Fact name="Address">
          <ExternalLink address={image.url.startsWith('data:') ? image.url.slice(0, 80) : image.url} />
        </Fact>
      </dl>
      {image.links.original !== null && (
        <a class="button" href={image.links.original} download={downloadName(image)}>
          Download original
        </a>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A name of our own making: a stranger's could pretend to be another kind of file. */
function downloadName({ id, format }: Image): string {
  return `${id.slice(0, 16)}.${format === 'jpeg' ? 'jpg' : format}`
}
