/** Pictures whose best candidate could not be had: what another try needs to know. */
import type { Kysely, Transaction } from 'kysely'
import { addressKey, storableText } from '#platform'
import type { Element } from '#process'
import { isOfKept } from '../runs/kept.ts'
import type { CollectTables, MissedPictureTable } from '../tables.ts'

/** A picture, and its place. */
export interface MissedPicture {
  runId: string
  page: string
  pageTitle: string | null
  ordinal: number
  element: Element
  alt: string | null
  /** Only where there is one. */
  caption?: string
  heading?: string
  /** Best first, those inlined in the page left out. */
  candidates: string[]
}

/** Saying it again changes nothing. */
export async function storeMissed(trx: Transaction<CollectTables>, pictures: MissedPicture[]): Promise<void> {
  const ids = [...new Set(pictures.map((picture) => picture.runId))]
  const runs = await trx.selectFrom('runs').select('id').where('id', 'in', ids).where(isOfKept).execute()
  const known = new Set(runs.map(({ id }) => id))
  const rows = pictures.filter((picture) => known.has(picture.runId)).map(toRow)
  if (rows.length === 0) return
  await trx
    .insertInto('missed_pictures')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['run_id', 'page_key', 'ordinal']).doNothing())
    .execute()
}

export async function listMissed(db: Kysely<CollectTables>, runId: string): Promise<MissedPicture[]> {
  const rows = await db.selectFrom('missed_pictures').selectAll().where('run_id', '=', runId).execute()
  return rows.map((row) => ({
    runId: row.run_id,
    page: row.page,
    pageTitle: row.page_title,
    ordinal: row.ordinal,
    element: row.element as Element,
    alt: row.alt,
    ...(row.caption !== null && { caption: row.caption }),
    ...(row.heading !== null && { heading: row.heading }),
    candidates: JSON.parse(row.candidates),
  }))
}

function toRow(picture: MissedPicture): MissedPictureTable {
  return {
    run_id: picture.runId,
    page_key: addressKey(picture.page),
    ordinal: picture.ordinal,
    page: picture.page,
    page_title: storableText(picture.pageTitle),
    element: picture.element,
    alt: storableText(picture.alt),
    caption: storableText(picture.caption ?? null),
    heading: storableText(picture.heading ?? null),
    candidates: JSON.stringify(picture.candidates),
  }
}
