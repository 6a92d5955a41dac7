/** Documents: pages and the files that go with them, as they were at the last visit. */
import type { Kysely, Transaction } from 'kysely'
import { addressKey, storableText } from '#platform'
import type { DocumentHeaders } from '../find/index.ts'
import type { CollectTables, DocumentTable } from '../tables.ts'

/** What a visit brought. */
export interface KnownDocument {
  finalUrl: string
  etag: string | null
  lastModified: string | null
  contentType: string | null
  headers: DocumentHeaders
  /** Compressed with gzip. */
  body: Buffer
}

export interface ReadDocument extends KnownDocument {
  collectionId: string
  /** As it was asked for, before redirects. */
  url: string
}

/** The last visit counts. */
export async function storeDocuments(trx: Transaction<CollectTables>, documents: ReadDocument[]): Promise<void> {
  const rows = new Map(documents.map(toRow).map((row) => [`${row.collection_id} ${row.url_key}`, row]))
  const kept = await ofExisting(trx, [...rows.values()])
  if (kept.length === 0) return
  await trx
    .insertInto('documents')
    .values(kept)
    .onConflict((conflict) =>
      conflict.columns(['collection_id', 'url_key']).doUpdateSet((eb) => ({
        final_url: eb.ref('excluded.final_url'),
        etag: eb.ref('excluded.etag'),
        last_modified: eb.ref('excluded.last_modified'),
        content_type: eb.ref('excluded.content_type'),
        headers: eb.ref('excluded.headers'),
        body: eb.ref('excluded.body'),
      })),
    )
    .execute()
}

/** A run may outlive its collection for a moment. */
async function ofExisting(trx: Transaction<CollectTables>, rows: DocumentTable[]): Promise<DocumentTable[]> {
  const ids = [...new Set(rows.map((row) => row.collection_id))]
  const collections = await trx
    .selectFrom('collections')
    .select('id')
    .where('id', 'in', ids)
    .where('forgotten', '=', 0)
    .execute()
  const known = new Set(collections.map(({ id }) => id))
  return rows.filter((row) => known.has(row.collection_id))
}

export async function findDocument(
  db: Kysely<CollectTables>,
  collectionId: string,
  url: string,
): Promise<KnownDocument | undefined> {
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('collection_id', '=', collectionId)
    .where('url_key', '=', addressKey(url))
    .executeTakeFirst()
  return row && toDocument(row)
}

function toRow(document: ReadDocument): DocumentTable {
  return {
    collection_id: document.collectionId,
    url_key: addressKey(document.url),
    final_url: document.finalUrl,
    etag: storableText(document.etag),
    last_modified: storableText(document.lastModified),
    content_type: storableText(document.contentType),
    headers: storableText(JSON.stringify(document.headers)),
    body: document.body,
  }
}

function toDocument(row: DocumentTable): KnownDocument {
  return {
    finalUrl: row.final_url,
    etag: row.etag,
    lastModified: row.last_modified,
    contentType: row.content_type,
    headers: JSON.parse(row.headers),
    body: row.body,
  }
}
