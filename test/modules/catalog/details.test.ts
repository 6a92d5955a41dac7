/** Details of images: stored with them, once, gone with them; a place is kept and never told. */

import t from 'tap'
import type { Metadata } from '#catalog'
import type { Database } from '#platform'
import { findDetails } from '../../../src/modules/catalog/detail-repository.ts'
import { shownMetadata } from '../../../src/modules/catalog/metadata.ts'
import { imageAdded } from '../../../src/modules/catalog/records.ts'
import type { CatalogTables } from '../../../src/modules/catalog/tables.ts'
import { onEveryDatabase } from '../../support/databases.ts'
import { collected, image, store } from '../../support/facts.ts'
import { forget } from '../../support/forget.ts'

const metadata: Metadata = {
  orientation: 6,
  bitDepth: 8,
  progressive: false,
  quality: 80,
  density: 72,
  iccProfile: 'sRGB',
  exif: { Make: 'Maker' },
  iptc: null,
  xmp: { creator: ['Jané', 'Joe'] },
  gps: { GPSLatitude: 51.5, GPSLongitude: -0.1 },
  truncated: false,
}
const palette = [
  { color: '#102030', share: 0.75 },
  { color: '#ffffff', share: 0.25 },
]

const tables = (database: Database) => database.tables<CatalogTables>()

function detailed(collectionId: string) {
  const plain = image(collectionId)
  return { ...plain, facts: { ...plain.facts, palette, duration: 5_000_000_000, metadata } }
}

onEveryDatabase('details: stored with the image, once, and told without its place', async (t, database) => {
  const { collectionId } = await collected(database)
  const [one, plain] = [detailed(collectionId), image(collectionId)]
  await store(database, ...[one, plain, one].map(imageAdded.record))
  await store(database, imageAdded.record({ ...one, facts: { ...one.facts, duration: 1 } }))
  const { gps, ...shown } = metadata
  t.strictSame(await findDetails(tables(database), one.digest), {
    palette,
    duration: 5_000_000_000,
    metadata: { ...shown, hasLocation: gps !== null },
  })
  const kept = await tables(database).selectFrom('image_details').select('metadata').execute()
  t.ok(kept.some((row) => row.metadata?.includes('51.5')))
  t.match(await findDetails(tables(database), plain.digest), { duration: null, metadata: null })
})

onEveryDatabase('details: an image without any, and one that comes again after them', async (t, database) => {
  const { collectionId } = await collected(database)
  const one = detailed(collectionId)
  await store(database, imageAdded.record(one))
  await tables(database).deleteFrom('image_details').execute()
  t.strictSame(await findDetails(tables(database), one.digest), { palette: [], duration: null, metadata: null })
  await store(database, imageAdded.record(one))
  t.match(await findDetails(tables(database), one.digest), { palette })
})

onEveryDatabase('details: gone with the last collection that holds the image', async (t, database) => {
  const [first, second] = [await collected(database), await collected(database)]
  const shared = detailed(first.collectionId)
  const own = detailed(first.collectionId)
  await store(database, ...[shared, own, { ...shared, collectionId: second.collectionId }].map(imageAdded.record))
  const left = async () =>
    (await tables(database).selectFrom('image_details').select('image_id').execute()).map((row) => row.image_id)
  await forget(database, first.collectionId)
  t.strictSame(await left(), [shared.digest])
  await forget(database, second.collectionId)
  t.strictSame(await left(), [])
})

t.test('shownMetadata: only a latitude is a place', async (t) => {
  const has = (gps: Metadata['gps']) => shownMetadata({ ...metadata, gps }, false).hasLocation
  t.equal(has(null), false)
  t.equal(has({ GPSVersionID: 'Version 2.3', GPSStatus: 'V' }), false)
  t.equal(has({ GPSLatitude: '51,30.5N' }), true)
  t.equal(has({ GPSDestLatitude: 0 }), true)
  t.equal(has({ GPSLatitude: 'unknown' }), false)
})

t.test('shownMetadata: the place only where it is asked for; of an earlier version, no quality', async (t) => {
  const { quality: _, ...earlier } = metadata
  t.strictSame(Object.keys(shownMetadata(metadata, false)).includes('location'), false)
  t.strictSame(shownMetadata(metadata, true).location, metadata.gps)
  t.equal(shownMetadata(earlier as Metadata, false).quality, null)
})
