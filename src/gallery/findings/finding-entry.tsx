/** One address: where it leads, its verdict and why, where it was found, and its picture if it gave one. */
import { useState } from 'preact/hooks'
import { ExternalLink } from '../shell/external-link.tsx'
import { useGallery } from '../shell/gallery.ts'
import { routeHref } from '../shell/routes.ts'
import { fileName } from '../words/addresses.ts'
import type { Finding } from './finding-list.ts'
import { FindingVerdict } from './finding-verdict.tsx'

export function FindingEntry({ finding }: { finding: Finding }) {
  const { url, title, page } = finding
  return (
    <li class="finding">
      {finding.image !== undefined && <Thumbnail id={finding.image} label={openingLabel(finding)} />}
      <div class="finding-address">
        <ExternalLink address={url.startsWith('data:') ? url.slice(0, 80) : url} />
        {title && <span class="finding-note">{title}</span>}
        {page && (
          <span class="finding-note">
            found on <ExternalLink address={page} />
          </span>
        )}
      </div>
      <FindingVerdict finding={finding} />
    </li>
  )
}

function openingLabel({ url, verdict }: Finding): string {
  return verdict === 'alternate' ? `Open what was taken instead of ${fileName(url)}` : `Open ${fileName(url)}`
}

/** A link to the image in the gallery; an empty place where there is none keeps the addresses in line. */
function Thumbnail({ id, label }: { id: string | null; label: string }) {
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
          alt={label}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
    </a>
  )
}
