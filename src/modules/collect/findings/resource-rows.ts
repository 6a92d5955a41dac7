/** Resources as they are seen, as rows, and as the API hands them out. */
import { addressKey, storableText } from '#platform'
import type { Element } from '#process'
import type { Resource } from '../schemas.ts'
import type { ResourceTable } from '../tables.ts'
import type { ResourceVerdict } from '../types.ts'

/** All that is known of an image's address at one moment. */
export interface SeenResource {
  runId: string
  /** In the order of finding. */
  position: number
  /** What tells it from others: the address, or the whole `data:` URL. */
  key: string
  url: string
  finalUrl: string | null
  verdict: ResourceVerdict
  reason: string | null
  status: number | null
  contentType: string | null
  bytes: number | null
  image: string | null
  page: string
  element: Element
  attempts: number
  /** Validators that came with the bytes of the image. */
  etag: string | null
  lastModified: string | null
}

/** What tells rows apart. */
export function keyOf({ run_id, url_key }: Pick<ResourceTable, 'run_id' | 'url_key'>): string {
  return `${run_id} ${url_key}`
}

export function toRow(resource: SeenResource): ResourceTable {
  return {
    run_id: resource.runId,
    url_key: addressKey(resource.key),
    position: resource.position,
    url: resource.url,
    final_url: resource.finalUrl,
    verdict: resource.verdict,
    reason: storableText(resource.reason),
    status: resource.status,
    content_type: storableText(resource.contentType),
    bytes: resource.bytes,
    image_id: resource.image,
    page: resource.page,
    element: resource.element,
    attempts: resource.attempts,
    etag: storableText(resource.etag),
    last_modified: storableText(resource.lastModified),
  }
}

export type ListedRow = ResourceTable & { change: Resource['change'] }

export function toResource(row: ListedRow): Resource {
  return {
    url: row.url,
    finalUrl: row.final_url,
    verdict: row.verdict as ResourceVerdict,
    reason: row.reason,
    status: row.status,
    contentType: row.content_type,
    bytes: row.bytes,
    image: row.image_id,
    page: row.page,
    element: row.element as Element,
    attempts: row.attempts,
    change: row.change,
  }
}
