/** Thumbnails that are kept in memory: only while the catalogue is as it was. */
import { imageAdded } from '../../src/modules/catalog/records.ts'
import { ask } from '../support/ask.ts'
import { onEveryDatabase } from '../support/databases.ts'
import { collected, image, store } from '../support/facts.ts'
import { forget } from '../support/forget.ts'
import { serveCatalogue } from '../support/serve-catalogue.ts'

onEveryDatabase('thumbnail: read once while nothing changes, and never told once it is gone', async (t, database) => {
  const { collectionId } = await collected(database)
  const one = image(collectionId, { thumbnail: { digest: 'f'.repeat(64), bytes: Buffer.from('small') } })
  await store(database, imageAdded.record(one))
  const { origin, asked } = await serveCatalogue(t, database)
  const path = `/images/${one.digest}/thumbnail`

  t.match(await ask(origin, { path }), { status: 200, text: 'small', headers: { etag: `"${'f'.repeat(64)}"` } })
  let before = asked()
  t.match(await ask(origin, { path }), { status: 200, text: 'small' })
  t.match(await ask(origin, { path, headers: { range: 'bytes=1-2' } }), { status: 206, text: 'ma' })
  t.equal(asked() - before, 2, 'the revision alone, each time')

  before = asked()
  const all = await Promise.all(Array.from({ length: 20 }, () => ask(origin, { path })))
  t.ok(all.every(({ text }) => text === 'small'))
  t.ok(asked() - before <= 20)

  await store(database, imageAdded.record(image(collectionId)))
  before = asked()
  t.match(await ask(origin, { path }), { status: 200, text: 'small' })
  t.equal(asked() - before, 2, 'the catalogue has changed')
  await forget(database, collectionId)
  t.match(await ask(origin, { path }), { status: 404 })
})
