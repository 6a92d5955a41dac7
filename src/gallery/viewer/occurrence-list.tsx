/** Where an image is used: every page that shows it, and what it says there to those who cannot see it. */
import type { Occurrence } from '../api/types.ts'
import { ExternalLink } from '../shell/external-link.tsx'
import { altState } from '../words/images.ts'
import { counted } from '../words/numbers.ts'

export function OccurrenceList({ occurrences }: { occurrences: readonly Occurrence[] }) {
  if (occurrences.length === 0) return <p class="hint">No page is known to use it.</p>
  return (
    <section class="occurrences">
      <h3>
        {occurrences.length >= 100 ? 'Used in 100 places or more' : `Used in ${counted(occurrences.length, 'place')}`}
      </h3>
      <ol>
        {occurrences.map((occurrence, at) => (
          <Entry key={at} occurrence={occurrence} />
        ))}
      </ol>
    </section>
  )
}

function Entry({ occurrence: { page, pageTitle, element, alt, alternates } }: { occurrence: Occurrence }) {
  return (
    <li class="occurrence">
      <ExternalLink address={page} text={pageTitle ?? undefined} />
      {pageTitle !== null && <span class="occurrence-page">{page}</span>}
      <p class="occurrence-alt">
        <code>{element}</code>
        <AltText alt={alt} />
      </p>
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
