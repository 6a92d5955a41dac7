/** Collect's tables, as the migrations make them. */

export type CollectTables = {
  collections: CollectionTable
  /** Those that will not come again, on their way or gone. */
  deleted_collections: { id: string; deleted_at: number }
  submissions: SubmissionTable
  runs: RunTable
  pages: PageTable
  resources: ResourceTable
  address_lists: AddressListTable
  documents: DocumentTable
  missed_pictures: MissedPictureTable
}

export interface CollectionTable {
  id: string
  /** Empty for a list of images. */
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
  full_size: number
  created_at: number
  /** 1 while it is being deleted: nothing is answered of it, and nothing more stored. */
  forgotten: number
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
  /** Times that somebody asked to try again what had failed. */
  retries: number
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
  /** The run that this one is compared with: the one before it that came to an end. */
  previous_run_id: string | null
  /** Null until it ended, and for a run with none before it. */
  changes_new: number | null
  changes_changed: number | null
  changes_unchanged: number | null
  changes_gone: number | null
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
  etag: string | null
  last_modified: string | null
}

export interface AddressListTable {
  collection_id: string
  /** A line of JSON for each address, compressed. */
  addresses: Buffer
}

export interface DocumentTable {
  collection_id: string
  url_key: string
  final_url: string
  etag: string | null
  last_modified: string | null
  content_type: string | null
  headers: string
  /** Compressed. */
  body: Buffer
}

export interface MissedPictureTable {
  run_id: string
  page_key: string
  ordinal: number
  page: string
  page_title: string | null
  element: string
  alt: string | null
  caption: string | null
  heading: string | null
  candidates: string
}
