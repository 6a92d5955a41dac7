/** Previews in the database: one for an image, whoever made it, and gone with the last image that it belongs to. */
import { randomBytes } from 'node:crypto'
import type { Preview } from '#catalog'
import type { Database } from '#platform'
import { getPreview, keepPreview } from '../../../src/modules/catalog/preview-repository.ts'
import { imageAdded } from '../../../src/modules/catalog/records.ts'
import type { CatalogTables } from '../../../src/modules/catalog/tables.ts'
import { blobs, hasNoOrphans } from '../../support/blobs.ts'
import { onEveryDatabase } from '../../support/databases.ts'
import { collected, digest, image, store } from '../../support/facts.ts'
import { forget } from '../../support/forget.ts'

function preview(bytes: Buffer = randomBytes(50)): Preview {
  return { digest: digest(bytes), bytes }
}

const digestOf = async (database: Database, id: string) =>
  (await getPreview(database.tables<CatalogTables>(), id)).digest

onEveryDatabase('keepPreview: the first one stays, of two replicas at once too', async (t, database) => {
  const { collectionId } = await collected(database)
  const [first, later] = [preview(), preview()]
  const one = image(collectionId)
  await store(database, imageAdded.record(one))
  await keepPreview(database, one.digest, first)
  await keepPreview(database, one.digest, later)
  await store(database, imageAdded.record(one))
  t.equal(await digestOf(database, one.digest), first.digest)
  await hasNoOrphans(t, database)
  for (let round = 0; round < 5; round++) {
    const next = image(collectionId)
    await store(database, imageAdded.record(next))
    const same = preview()
    const made = [same, same, preview(), preview()]
    await Promise.all(made.map((each) => keepPreview(database, next.digest, each)))
    const kept = await digestOf(database, next.digest)
    t.ok(made.some((each) => each.digest === kept))
    await hasNoOrphans(t, database)
  }
})

onEveryDatabase('keepPreview: of an image that went meanwhile, nothing is left', async (t, database) => {
  const { collectionId } = await collected(database)
  const other = image(collectionId)
  await store(database, imageAdded.record(other))
  const before = await blobs(database)
  await keepPreview(database, digest(randomBytes(9)), preview())
  await keepPreview(database, digest(randomBytes(9)), preview(other.original))
  t.strictSame(await blobs(database), before)
})

onEveryDatabase('forget: a preview goes with its image, whatever else its bytes are stays', async (t, database) => {
  const [first, second] = [await collected(database), await collected(database)]
  const [own, twin, small] = [image(first.collectionId), image(first.collectionId), image(first.collectionId)]
  const [otherTwin, held] = [image(second.collectionId), image(second.collectionId)]
  await store(database, ...[own, twin, small, otherTwin, held].map(imageAdded.record))
  const [onlyOwn, shared] = [preview(), preview()]
  await keepPreview(database, own.digest, onlyOwn)
  for (const each of [twin, otherTwin]) await keepPreview(database, each.digest, shared)
  // The bytes of one image may be the preview of another: a WebP that was made here may come from a website.
  await keepPreview(database, small.digest, preview(held.original))
  await keepPreview(database, held.digest, preview(small.original))

  await forget(database, first.collectionId)
  await hasNoOrphans(t, database)
  const left = await blobs(database)
  t.notOk(left.includes(onlyOwn.digest))
  for (const kept of [shared.digest, held.digest, small.digest]) t.ok(left.includes(kept))
  await forget(database, second.collectionId)
  t.strictSame(await blobs(database), [])
})
