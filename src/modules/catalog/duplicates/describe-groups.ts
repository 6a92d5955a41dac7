/** From what was found to what the API tells of it. */
import type { Kysely } from 'kysely'
import { findImages } from '../find-images.ts'
import type { Image } from '../schemas.ts'
import type { CatalogTables } from '../tables.ts'
import type { Copy, Difference, DuplicateGroup } from './duplicate-schemas.ts'
import { type Exact, findAddresses } from './exact-repository.ts'
import type { CopiesOf } from './near-copies.ts'

type Db = Kysely<CatalogTables>

/** A group, with what it is placed by in the list. */
export type Found = { id: string; wastedBytes: number } & (
  | { kind: 'exact'; exact: Exact }
  | { kind: 'near'; near: CopiesOf }
)

/** Addresses or copies that a group tells; `count` says how many there are. */
const mostTold = 100

export async function describeGroups(db: Db, collectionId: string, found: Found[]): Promise<DuplicateGroup[]> {
  const images = await findImages(db, found.flatMap(idsOf))
  const exact = found.filter(({ kind }) => kind === 'exact').map(({ id }) => id)
  const addresses = await findAddresses(db, collectionId, { ids: exact, most: mostTold })
  return found.flatMap((group) => {
    const image = images.get(group.id)
    if (!image) return []
    const { kind, wastedBytes } = group
    if (kind === 'exact')
      return { kind, image, urls: addresses.get(image.id) ?? [], copies: [], count: group.exact.count, wastedBytes }
    const copies = toCopies(image, group.near, images)
    return { kind, image, urls: [], copies, count: group.near.copies.length + 1, wastedBytes }
  })
}

function idsOf(group: Found): string[] {
  if (group.kind === 'exact') return [group.id]
  return [group.id, ...group.near.copies.slice(0, mostTold).map(({ image }) => image.id)]
}

/** A copy that went meanwhile is left out. */
function toCopies(best: Image, { copies }: CopiesOf, images: Map<string, Image>): Copy[] {
  return copies.slice(0, mostTold).flatMap(({ image: { id }, distance }) => {
    const image = images.get(id)
    return image ? { image: { ...image, distance }, differences: differencesOf(image, best) } : []
  })
}

function differencesOf(copy: Image, best: Image): Difference[] {
  const pixels = (image: Image) => image.width * image.height
  const isSo: Record<Difference, boolean> = {
    smaller: pixels(copy) < pixels(best),
    heavier: copy.bytes > best.bytes,
    lighter: copy.bytes < best.bytes,
    otherFormat: copy.format !== best.format,
  }
  return (Object.keys(isSo) as Difference[]).filter((difference) => isSo[difference])
}
