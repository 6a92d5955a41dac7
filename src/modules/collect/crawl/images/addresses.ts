/**
 * The image addresses of a run: each is fetched once, whoever names it.
 *
 *     unknown -> alternate | waiting | left alone;  alternate, left alone -> waiting (somebody wants it);  waiting -> its verdict
 */
import { addressKey } from '#platform'
import type { knownAddresses } from '../../findings/resource-repository.ts'
import type { SeenResource } from '../../findings/resource-rows.ts'
import { type ResourceVerdict, resourceCounts } from '../../types.ts'
import { isAbsence } from '../absence.ts'
import { createAddressSet } from '../address-set.ts'
import { namesPage } from '../page-types.ts'
import type { CrawlTools, Place } from '../tools.ts'
import { createImageFetcher } from './fetch-image.ts'
import type { Finding } from './finding.ts'
import { labelOf } from './label.ts'
import { createLargerForms } from './larger-forms.ts'
import type { Obtained } from './obtained.ts'

export interface Addresses {
  /** Makes the candidates of a picture known: the first waits for its turn, the others are alternates. */
  expect(candidates: string[], place: Place): SeenResource[]
  /** Makes them known as left alone, because their page asks so: `reason` says it in words. */
  leaveAlone(candidates: string[], place: Place, reason: string): SeenResource[]
  /** The image at this address, or none. */
  obtain(url: string, place: Place): Promise<Obtained>
  /** True of an address that was asked for as an image, and answered with a page. */
  leadsToPage(url: string): boolean
  /** Goes on from what an earlier attempt at this run recorded. */
  restore(rows: Recorded[]): void
}

type Recorded = Awaited<ReturnType<typeof knownAddresses>>[number]

type Standing = 'alternate' | 'left-alone' | 'waiting'

interface Address {
  position: number
  standing: Standing
  /** Set as soon as somebody asks for the image; once it is known, the least that says it is kept: often a digest. */
  outcome: Promise<Obtained> | Obtained | string | undefined
}

const failed: Obtained = { image: null, hasFailed: true, isAbsent: false }
const absent: Obtained = { image: null, hasFailed: true, isAbsent: true }
const refused: Obtained = { image: null, hasFailed: false, isAbsent: false }

const alternateReason = 'Another candidate of the same picture was taken.'

export function createAddresses(tools: CrawlTools): Addresses {
  const known = new Map<string, Address>()
  const pages = createAddressSet()
  const fetchImage = createImageFetcher(tools)
  const largerForms = createLargerForms({ ...tools, fetchImage, meetGuess, note })
  let position = 0

  function meet(url: string, place: Place, standing: Standing, reason: string | null = null): SeenResource[] {
    const key = addressKey(url)
    const address = known.get(key)
    // Only what nobody asked for yet comes further.
    if (address && (address.standing === 'waiting' || standing !== 'waiting')) return []
    const met = address ?? { position: position++, standing, outcome: undefined }
    met.standing = standing
    known.set(key, met)
    const verdict = standing === 'left-alone' ? 'robots' : standing
    return [seen(tools.runId, met.position, url, place, { verdict, reason })]
  }

  /** False where the site itself names the address: then it is fetched for its own sake. */
  function meetGuess(url: string): boolean {
    const key = addressKey(url)
    if (known.has(key)) return false
    known.set(key, { position: position++, standing: 'alternate', outcome: undefined })
    return true
  }

  async function note(url: string, place: Place, finding: Finding): Promise<Obtained> {
    const address = known.get(addressKey(url)) as Address
    // What an aborted crawl did not get keeps waiting: whoever goes on fetches it, or the end of the run tells.
    // A guess that was not taken says nothing of an address that the site itself has named meanwhile.
    const isIdleGuess = finding.verdict === 'alternate' && !finding.image && address.standing === 'waiting'
    if (finding.verdict !== 'cancelled' && !isIdleGuess) {
      await tools.notes.resources(seen(tools.runId, address.position, url, place, finding))
    }
    if (isPage(finding)) pages.add(addressKey(url))
    const obtained = toObtained(url, finding)
    if (obtained.image !== null) address.outcome = toOutcome(obtained, url)
    return obtained
  }

  async function fetchAndNote(url: string, place: Place): Promise<Obtained> {
    const larger = await largerForms.obtain(url, place)
    return larger ?? note(url, place, await fetchImage(url, place))
  }

  return {
    expect: (candidates, place) =>
      candidates.flatMap((url, rank) =>
        rank === 0 ? meet(url, place, 'waiting') : meet(url, place, 'alternate', alternateReason),
      ),
    leaveAlone: (candidates, place, reason) => candidates.flatMap((url) => meet(url, place, 'left-alone', reason)),
    async obtain(url, place) {
      await tools.notes.resources(...meet(url, place, 'waiting'))
      const address = known.get(addressKey(url)) as Address
      if (typeof address.outcome === 'string') return { image: address.outcome, url }
      address.outcome ??= fetchAndNote(url, place)
      const obtained = await address.outcome
      address.outcome = toOutcome(obtained, url)
      return obtained
    },
    leadsToPage: (url) => pages.has(addressKey(url)),
    restore(rows) {
      for (const row of rows) {
        position = Math.max(position, row.position + 1)
        const verdict = row.verdict as ResourceVerdict
        const standing = standingOf(verdict, row)
        const isOpen = verdict === 'waiting' || standing !== 'waiting'
        const outcome = isOpen
          ? undefined
          : (row.image_id ?? toObtained('', { verdict, reason: null, status: row.status }))
        known.set(row.url_key, { position: row.position, standing, outcome })
        if (isPage({ verdict, contentType: row.content_type })) pages.add(row.url_key)
      }
    },
  }
}

/** Of an address that an earlier attempt recorded: whether anybody has asked for it. */
function standingOf(verdict: ResourceVerdict, { image_id, attempts }: Recorded): Standing {
  if (verdict === 'robots' && attempts === 0) return 'left-alone'
  return verdict === 'alternate' && image_id === null ? 'alternate' : 'waiting'
}

function isPage({ verdict, contentType = null }: Pick<Finding, 'verdict' | 'contentType'>): boolean {
  return verdict === 'not-an-image' && namesPage(contentType)
}

function toOutcome(obtained: Obtained, url: string): Obtained | string {
  return obtained.image !== null && obtained.url === url ? obtained.image : obtained
}

function toObtained(url: string, { image, verdict, status }: Finding): Obtained {
  if (image) return { image, url }
  if (verdict === 'http-error' && isAbsence(status)) return absent
  return resourceCounts[verdict] === 'failed' ? failed : refused
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
    etag: finding.etag ?? null,
    lastModified: finding.lastModified ?? null,
  }
}
