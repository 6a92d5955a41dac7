/** Collect's tables, as the migrations make them. */

export type CollectTables = {
  collections: CollectionTable
  submissions: SubmissionTable
  runs: RunTable
  pages: PageTable
  resources: ResourceTable
}

export interface CollectionTable {
  id: string
  url: string
  name: string
  scope: string
  max_pages: number
  max_depth: number | null
  include: string
  exclude: string
  robots: number
  min_width: number
  min_height: number
  created_at: number
}

export interface SubmissionTable {
  idempotency_key: string
  fingerprint: string
  collection_id: string
  created_at: number
}

export interface RunTable {
  id: string
  collection_id: string
  host: string
  state: string
  created_at: number
  started_at: number | null
  finished_at: number | null
  error: string | null
  cancel_requested: number
  lease_owner: string | null
  lease_expires_at: number | null
  /** Raised at every claim: who holds an older one has lost the run. */
  fencing_token: number
  attempts: number
  pages_fetched: number
  pages_skipped: number
  pages_failed: number
  pages_waiting: number
  images_stored: number
  images_duplicate: number
  images_alternate: number
  images_skipped: number
  images_failed: number
  images_waiting: number
  bytes: number
}

export interface PageTable {
  run_id: string
  page_key: string
  position: number
  url: string
  final_url: string | null
  verdict: string
  reason: string | null
  status: number | null
  title: string | null
  depth: number
  images: number
  settled: number
}

export interface ResourceTable {
  run_id: string
  url_key: string
  position: number
  url: string
  final_url: string | null
  verdict: string
  reason: string | null
  status: number | null
  content_type: string | null
  bytes: number | null
  image_id: string | null
  page: string
  element: string
  attempts: number
}
