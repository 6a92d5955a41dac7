/** Bytes that the catalogue holds are not decoded again, whichever run brought them. */
import { createCatalog } from '#catalog'
import { createJournal, silentLog } from '#platform'
import { createProcessor } from '#process'
import { onEveryDatabase } from '../../support/databases.ts'
import { allKinds, collected } from '../../support/facts.ts'
import { picture } from '../../support/pictures.ts'
import { download } from '../../support/processing.ts'
import { everything } from '../../support/recount.ts'

onEveryDatabase('process: what the catalogue holds needs no decoder', async (t, database) => {
  const journal = createJournal({ database, kinds: allKinds, log: silentLog })
  const catalog = createCatalog({ database, journal })
  const { collectionId } = await collected(database)
  const large = await (await picture())
    .withExif({ IFD0: { Artist: 'Somebody' } })
    .jpeg()
    .toBuffer()
  const small = await (await picture()).resize(40).png().toBuffer()
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="9" height="9"/></svg>',
  )
  const first = createProcessor({ catalog, log: silentLog, concurrency: 1 })
  const downloads = [large, small, svg].map((bytes) => download(bytes, { collectionId }))
  const outcomes = await Promise.all(downloads.map(first.process))
  await first.close()
  await journal.drain()
  const before = await everything(database)

  const entry = new URL('../../fixtures/decoders/absent.ts', import.meta.url)
  const second = createProcessor({ catalog, log: silentLog, concurrency: 1, decoders: { entry } })
  t.teardown(async () => {
    await second.close()
    await journal.close()
  })
  t.strictSame(await Promise.all(downloads.map(second.process)), outcomes)
  await journal.drain()
  t.equal(await everything(database), before)
  t.match(await second.process(download(large, { collectionId, minWidth: 500 })), { verdict: 'too-small' })
  await t.rejects(second.process(download(Buffer.concat([large, small]), { collectionId })), { code: 'unavailable' })
})
