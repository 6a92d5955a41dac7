/** One address: where it leads, its verdict and why, where it was found, and its picture if it gave one. */
import { useState } from 'preact/hooks'
import { ExternalLink } from '../shell/external-link.tsx'
import { useGallery } from '../shell/gallery.ts'
import { routeHref } from '../shell/routes.ts'
import { fileName } from '../words/addresses.ts'
import { bytesInWords, counted } from '../words/numbers.ts'
import { verdictInWords } from '../words/verdicts.ts'
import type { Finding } from './finding-list.ts'
import { toneOf } from './groups.ts'

export function FindingEntry({ finding }: { finding: Finding }) {
  const { url, verdict, title, page } = finding
  return (
    <li class="finding">
      {finding.image !== undefined && <Thumbnail id={finding.image} url={url} />}
      <div class="finding-address">
        <ExternalLink address={url.startsWith('data:') ? url.slice(0, 80) : url} />
        {title && <span class="finding-note">{title}</span>}
        {page !== undefined && (
          <span class="finding-note">
            found on <ExternalLink address={page} />
          </span>
        )}
      </div>
      <div class="finding-verdict">
        <p>
          <span class={`tag tag-${toneOf(verdict)}`}>{verdictInWords(verdict)}</span>
          <span class="finding-note">{factsOf(finding)}</span>
        </p>
        {finding.reason !== null && <p class="finding-note">{finding.reason}</p>}
      </div>
    </li>
  )
}

function factsOf({ status, bytes, images }: Finding): string {
  const facts = []
  if (status !== null) facts.push(`HTTP ${status}`)
  if (typeof bytes === 'number') facts.push(bytesInWords(bytes))
  if (images !== undefined && images > 0) facts.push(counted(images, 'picture'))
  return facts.join(' · ')
}

/** A link to the image in the gallery; an empty place where there is none keeps the addresses in line. */
function Thumbnail({ id, url }: { id: string | null; url: string }) {
  const { router } = useGallery()
  const [isBroken, setBroken] = useState(false)
  if (id === null) return <span class="finding-thumbnail" />
  return (
    <a
      class="finding-thumbnail"
      href={routeHref({ name: 'image', id })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        router.openImage(id)
      }}
    >
      {isBroken ? (
        <span class="finding-note">Open</span>
      ) : (
        <img
          src={`/api/v1/images/${encodeURIComponent(id)}/thumbnail`}
          alt={`Open ${fileName(url)}`}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
    </a>
  )
}
