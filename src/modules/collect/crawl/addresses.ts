/**
 * The image addresses of a run: each is fetched once, whoever names it.
 *
 *     unknown -> alternate | waiting;  alternate -> waiting (a better candidate failed);  waiting -> its verdict
 */
import { addressKey } from '#platform'
import type { knownAddresses } from '../findings/resource-repository.ts'
import type { SeenResource } from '../findings/resource-rows.ts'
import type { ResourceVerdict } from '../types.ts'
import { createImageFetcher, type Finding } from './fetch-image.ts'
import { labelOf } from './label.ts'
import type { CrawlTools, Place } from './tools.ts'

export interface Addresses {
  /** Makes the candidates of a picture known: the first waits for its turn, the others are alternates. */
  expect(candidates: string[], place: Place): SeenResource[]
  /** The digest of the image at this address, or null when there is none to be had. */
  obtain(url: string, place: Place): Promise<string | null>
  /** Goes on from what an earlier attempt at this run recorded. */
  restore(rows: Awaited<ReturnType<typeof knownAddresses>>): void
}

interface Address {
  position: number
  isAlternate: boolean
  /** Set as soon as somebody asks for the image. */
  image?: Promise<string | null> | string | null
}

export function createAddresses(tools: CrawlTools): Addresses {
  const known = new Map<string, Address>()
  const fetchImage = createImageFetcher(tools)
  let position = 0

  function meet(url: string, place: Place, verdict: 'waiting' | 'alternate'): SeenResource[] {
    const key = addressKey(url)
    const address = known.get(key)
    if (address && !(address.isAlternate && verdict === 'waiting')) return []
    const met = address ?? { position: position++, isAlternate: true }
    met.isAlternate = verdict === 'alternate'
    known.set(key, met)
    const reason = verdict === 'alternate' ? 'Another candidate of the same picture was taken.' : null
    return [seen(tools.runId, met.position, url, place, { verdict, reason })]
  }

  async function fetchAndNote(url: string, place: Place, address: Address): Promise<string | null> {
    const finding = await fetchImage(url, place)
    // What an aborted crawl did not get keeps waiting: whoever goes on fetches it, or the end of the run tells.
    if (finding.verdict !== 'cancelled')
      await tools.notes.resources(seen(tools.runId, address.position, url, place, finding))
    return finding.image ?? null
  }

  return {
    expect: (candidates, place) =>
      candidates.flatMap((url, rank) => meet(url, place, rank === 0 ? 'waiting' : 'alternate')),
    async obtain(url, place) {
      await tools.notes.resources(...meet(url, place, 'waiting'))
      const address = known.get(addressKey(url)) as Address
      if (address.image === undefined) {
        address.image = fetchAndNote(url, place, address)
        // Once known, the digest alone is kept.
        address.image = await address.image
      }
      return address.image
    },
    restore(rows) {
      for (const row of rows) {
        position = Math.max(position, row.position + 1)
        const verdict = row.verdict as ResourceVerdict
        const isOpen = verdict === 'waiting' || verdict === 'alternate'
        const address: Address = { position: row.position, isAlternate: verdict === 'alternate' }
        known.set(row.url_key, isOpen ? address : { ...address, image: row.image_id })
      }
    },
  }
}

function seen(runId: string, position: number, url: string, { page, element }: Place, finding: Finding): SeenResource {
  return {
    runId,
    position,
    key: url,
    url: labelOf(url),
    finalUrl: finding.finalUrl ?? null,
    verdict: finding.verdict,
    reason: finding.reason,
    status: finding.status ?? null,
    contentType: finding.contentType ?? null,
    bytes: finding.bytes ?? null,
    image: finding.image ?? null,
    page,
    element,
    attempts: finding.attempts ?? 0,
  }
}
