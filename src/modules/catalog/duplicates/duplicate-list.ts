/** What a collection has more than once: exact duplicates first, then near copies, each with what wastes the most first. */
import type { Kysely } from 'kysely'
import { type Page, type PageQuery, type Position, problem, toPage } from '#platform'
import { isCollectionKnown } from '../known-collections.ts'
import type { CatalogTables } from '../tables.ts'
import { describeGroups, type Found } from './describe-groups.ts'
import type { DuplicateGroup, DuplicateKind } from './duplicate-schemas.ts'
import { findExact } from './exact-repository.ts'
import { findNear } from './near-repository.ts'

type Db = Kysely<CatalogTables>

export interface DuplicateQuery extends PageQuery {
  /** Undefined for both. */
  kind: DuplicateKind | undefined
}

/** The types of a cursor's parts. */
export const duplicatePosition = ['text', 'bigint', 'text'] as const

export async function listDuplicates(
  db: Db,
  collectionId: string,
  query: DuplicateQuery,
): Promise<Page<DuplicateGroup>> {
  if (!(await isCollectionKnown(db, collectionId)))
    throw problem('not-found', `There is no collection ${collectionId}.`)
  const { items, next } = toPage(
    await findGroups(db, collectionId, query),
    query.limit,
    (group) => group,
    ({ kind, wastedBytes, id }) => [kind, wastedBytes, id],
  )
  return { items: await describeGroups(db, collectionId, items), next }
}

/** One more than the page holds, if there are so many. */
async function findGroups(db: Db, collectionId: string, { kind, limit, after }: DuplicateQuery): Promise<Found[]> {
  const [kindBefore, ...place] = after ?? []
  const found: Found[] = []
  if (kind !== 'near' && kindBefore !== 'near')
    found.push(...(await exactGroups(db, collectionId, limit + 1, kindBefore === undefined ? undefined : place)))
  if (kind !== 'exact' && found.length <= limit)
    found.push(...(await nearGroups(db, collectionId, kindBefore === 'near' ? place : undefined)))
  return found.slice(0, limit + 1)
}

async function exactGroups(db: Db, collectionId: string, most: number, place?: Position): Promise<Found[]> {
  const after = place && { wastedBytes: Number(place[0]), id: String(place[1]) }
  const groups = await findExact(db, collectionId, { most, after })
  return groups.map((exact) => ({ kind: 'exact', id: exact.id, wastedBytes: exact.wastedBytes, exact }))
}

async function nearGroups(db: Db, collectionId: string, place?: Position): Promise<Found[]> {
  const [wasted = Number.POSITIVE_INFINITY, before = ''] = place ?? []
  const groups = await findNear(db, collectionId)
  return groups
    .map((near): Found => ({ kind: 'near', id: near.best.id, wastedBytes: near.wastedBytes, near }))
    .filter(({ wastedBytes, id }) => wastedBytes < Number(wasted) || (wastedBytes === wasted && id > String(before)))
}
