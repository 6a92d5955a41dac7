/** Pages as they are seen, as rows, and as the API hands them out. */
import { addressKey, storableText } from '#platform'
import type { PageRow } from '../schemas.ts'
import type { PageTable } from '../tables.ts'
import type { PageVerdict } from '../types.ts'

/** All that is known of a page of a run at one moment. */
export interface SeenPage {
  runId: string
  /** In the order of finding. */
  position: number
  url: string
  finalUrl: string | null
  verdict: PageVerdict
  reason: string | null
  status: number | null
  title: string | null
  depth: number
  images: number
  /** Every picture of it has its verdict. */
  settled: boolean
}

/** What tells rows apart. */
export function keyOf({ run_id, page_key }: Pick<PageTable, 'run_id' | 'page_key'>): string {
  return `${run_id} ${page_key}`
}

export function toRow(page: SeenPage): PageTable {
  return {
    run_id: page.runId,
    page_key: addressKey(page.url),
    position: page.position,
    url: page.url,
    final_url: page.finalUrl,
    verdict: page.verdict,
    reason: storableText(page.reason),
    status: page.status,
    title: storableText(page.title),
    depth: page.depth,
    images: page.images,
    settled: Number(page.settled),
  }
}

export function toPageRow(row: PageTable): PageRow {
  return {
    url: row.url,
    finalUrl: row.final_url,
    verdict: row.verdict as PageVerdict,
    reason: row.reason,
    status: row.status,
    title: row.title,
    depth: row.depth,
    images: row.images,
  }
}
