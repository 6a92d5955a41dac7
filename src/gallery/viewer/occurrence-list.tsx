/** Where an image is used: every page that shows it, and what it says there to those who cannot see it. */
import type { ImageDetails, Occurrence } from '../api/types.ts'
import { ExternalLink } from '../shell/external-link.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { altState, shouldHaveAlt } from '../words/images.ts'
import { count, counted } from '../words/numbers.ts'
import { useOccurrences } from './use-occurrences.ts'

export function OccurrenceList({ image }: { image: ImageDetails }) {
  const { items, problem, mayHaveMore, readMore } = useOccurrences(image)
  if (items.length === 0) return <p class="hint">No page is known to use it.</p>
  return (
    <section class="occurrences">
      <h3>{heading(items, mayHaveMore)}</h3>
      <ol>
        {items.map((occurrence, at) => (
          <Entry key={at} occurrence={occurrence} />
        ))}
      </ol>
      {problem && <ProblemNote problem={problem} />}
      {mayHaveMore && (
        <button type="button" class="button" onClick={readMore}>
          Show more
        </button>
      )}
    </section>
  )
}

/** A list that names no page says that there is such an image, and not where it is used. */
function heading(items: readonly Occurrence[], mayHaveMore: boolean): string {
  if (items.every(({ page }) => page === '')) return 'From a list of images'
  return mayHaveMore ? `Used in ${count(items.length)} places or more` : `Used in ${counted(items.length, 'place')}`
}

function Entry({
  occurrence: { page, pageTitle, element, alt, caption, heading, alternates },
}: {
  occurrence: Occurrence
}) {
  return (
    <li class="occurrence">
      {page === '' ? <span>No page is named</span> : <ExternalLink address={page} text={pageTitle ?? undefined} />}
      {pageTitle !== null && <span class="occurrence-page">{page}</span>}
      <p class="occurrence-alt">
        <code>{element}</code>
        {(alt !== null || shouldHaveAlt(element)) && <AltText alt={alt} />}
      </p>
      {caption !== null && <p class="occurrence-said">Caption: {caption}</p>}
      {heading !== null && <p class="occurrence-said">Under “{heading}”</p>}
      {alternates.length > 0 && (
        <details>
          <summary>{counted(alternates.length, 'alternate')}</summary>
          <ul>
            {[...new Set(alternates)].map((address) => (
              <li key={address}>
                <ExternalLink address={address} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

function AltText({ alt }: { alt: string | null }) {
  const state = altState(alt)
  if (state === 'present') return <q>{alt}</q>
  return <span class="flag">{state === 'missing' ? 'Alt text missing' : 'Alt text empty'}</span>
}
