/** Previews: made when one is first asked for, kept, and from then on served like any other bytes. */
import type { Database, Log } from '#platform'
import { type BlobReader, createBlobStore, missingBytes } from './blob-store.ts'
import { getPreview, keepPreview } from './preview-repository.ts'
import { createSharedWork } from './shared-work.ts'
import type { CatalogTables } from './tables.ts'
import type { MakePreview, Preview } from './types.ts'

export interface PreviewsOptions {
  database: Database
  makePreview: MakePreview
  log: Log
}

export interface FoundPreview {
  digest: string
  /** Where its bytes are. */
  source: Buffer | BlobReader
}

export interface Previews {
  /** Many who ask for the same one at the same time share one making of it; `signal` says that an asker has gone. */
  get(id: string, signal: AbortSignal): Promise<FoundPreview>
}

export function createPreviews({ database, makePreview, log }: PreviewsOptions): Previews {
  const db = database.tables<CatalogTables>()
  const blobs = createBlobStore(database.passing())
  const sharedWork = createSharedWork<FoundPreview>()

  return { get: (id, signal) => sharedWork.join(id, signal, (abandoned) => findOrMake(id, abandoned)) }

  async function findOrMake(id: string, signal: AbortSignal): Promise<FoundPreview> {
    const { digest, format } = await getPreview(db, id)
    if (digest) return { digest, source: blobs }
    const preview = await makePreview({ format, signal, read: () => readOriginal(id) })
    await tryToKeep(id, preview)
    return { digest: preview.digest, source: preview.bytes }
  }

  /** Its collection may have been deleted while it waited for its turn. */
  async function readOriginal(id: string): Promise<Buffer> {
    const original = await blobs.find(id)
    if (original) return original
    throw missingBytes()
  }

  /** What was made is shown, also while nothing can be stored. */
  async function tryToKeep(id: string, preview: Preview): Promise<void> {
    try {
      await keepPreview(database, id, preview)
    } catch (error) {
      if (!database.dialect.isAway(error)) throw error
      log.warn({ image: id, err: error }, 'a preview could not be kept')
    }
  }
}
