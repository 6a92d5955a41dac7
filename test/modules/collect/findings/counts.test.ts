/** Whatever is said of pages and addresses, in whatever order and batches: the counts are those of the rows. */
import { listResources } from '../../../../src/modules/collect/findings/list-resources.ts'
import { listPages } from '../../../../src/modules/collect/findings/page-repository.ts'
import type { SeenPage } from '../../../../src/modules/collect/findings/page-rows.ts'
import type { SeenResource } from '../../../../src/modules/collect/findings/resource-rows.ts'
import { pageSeen, resourceSeen, runFinished } from '../../../../src/modules/collect/records.ts'
import type { CollectTables } from '../../../../src/modules/collect/tables.ts'
import { pageVerdicts, resourceVerdicts } from '../../../../src/modules/collect/types.ts'
import { onEveryDatabase } from '../../../support/databases.ts'
import { collected, page, resource, store } from '../../../support/facts.ts'
import { createRandom, type Random } from '../../../support/random.ts'
import { countedAndRecounted, everything } from '../../../support/recount.ts'

const firstPage = { verdict: undefined, change: undefined, limit: 500, after: undefined }

function randomPage(random: Random, runId: string): SeenPage {
  const name = `page-${random.integer(12)}`
  return page(runId, name, { verdict: random.one(pageVerdicts), settled: random.integer(2) === 1 })
}

function randomResource(random: Random, runId: string): SeenResource {
  const verdict = random.one([...resourceVerdicts, 'stored', 'stored', 'waiting', 'alternate'] as const)
  const stored = { image: `digest-${random.integer(4)}`, bytes: 100 + random.integer(10) }
  return resource(runId, `${random.integer(12)}.png`, { verdict, ...(verdict === 'stored' && stored) })
}

onEveryDatabase('counts: exact after every batch of random news, and nothing waits at the end', async (t, database) => {
  for (let seed = 1; seed <= 6; seed++) {
    const random = createRandom(seed)
    const runs = [await collected(database), await collected(database)].map(({ runId }) => runId)
    for (let batch = 0; batch < 12; batch++) {
      const news = Array.from({ length: 1 + random.integer(20) }, () => {
        const runId = random.one(runs)
        return random.integer(2)
          ? pageSeen.record(randomPage(random, runId))
          : resourceSeen.record(randomResource(random, runId))
      })
      await store(database, ...news)
      for (const runId of runs) {
        const { counted, recounted } = await countedAndRecounted(database, runId)
        t.strictSame(counted, recounted, `seed ${seed}, batch ${batch}`)
      }
    }
    for (const id of runs) {
      await store(database, runFinished.record({ id, token: null, state: 'partial', error: null, finishedAt: 5 }))
      const { counted, recounted } = await countedAndRecounted(database, id)
      t.strictSame(counted, recounted, `seed ${seed}, finished`)
      t.equal(counted.pages.waiting + counted.images.waiting, 0)
      await store(database, pageSeen.record(page(id, 'late')), resourceSeen.record(resource(id, 'late.png')))
      const { counted: later } = await countedAndRecounted(database, id)
      t.strictSame(later, counted, 'what comes after the end waits for nothing')
    }
  }
})

onEveryDatabase('records: stored again, one by one or in batches, they change nothing', async (t, database) => {
  const random = createRandom(7)
  const { runId } = await collected(database)
  const said = Array.from({ length: 40 }, (_, at) => [
    pageSeen.record(page(runId, `${at}`, { position: at })),
    resourceSeen.record(resource(runId, `${at}.png`, { position: at, verdict: at % 3 ? 'waiting' : 'alternate' })),
    resourceSeen.record(
      resource(runId, `${at}.png`, { position: at, verdict: 'stored', image: `${random.integer(9)}`, bytes: 7 }),
    ),
    pageSeen.record(page(runId, `${at}`, { position: at, verdict: 'fetched', settled: true })),
  ]).flat()
  await store(database, ...said)
  const before = await everything(database)
  await store(database, ...said)
  t.equal(await everything(database), before, 'the same batch again')
  for (const record of said) await store(database, record)
  t.equal(await everything(database), before, 'one by one: what was said early takes nothing back')
})

for (const sizes of [[1], [2, 3], [100]]) {
  onEveryDatabase(`duplicates: one address of each image is stored, in batches of ${sizes}`, async (t, database) => {
    const random = createRandom(sizes.length)
    const { runId } = await collected(database)
    const other = await collected(database)
    const found = Array.from({ length: 30 }, (_, at) =>
      resource(at % 5 ? runId : other.runId, `${at}.png`, {
        position: at,
        verdict: 'stored',
        image: `${random.integer(4)}`,
        bytes: 9,
      }),
    )
    for (let start = 0; start < found.length; ) {
      const size = random.one(sizes)
      await store(database, ...found.slice(start, start + size).map(resourceSeen.record))
      start += size
    }
    for (const id of [runId, other.runId]) {
      const { items } = await listResources(
        database.tables<CollectTables>(),
        { id, previousRunId: null, isWhole: true },
        firstPage,
      )
      const images = new Set(items.map(({ image }) => image))
      const stored = items.filter(({ verdict }) => verdict === 'stored')
      t.strictSame(new Set(stored.map(({ image }) => image)), images)
      t.equal(stored.length, images.size, 'none twice')
      t.ok(items.every(({ verdict, reason }) => verdict === 'stored' || /^The same bytes as http/.test(reason ?? '')))
    }
  })
}

onEveryDatabase('duplicates: an address that gives other bytes now no longer owns the image', async (t, database) => {
  const { runId } = await collected(database)
  const says = (name: string, image: string) =>
    resourceSeen.record(resource(runId, name, { verdict: 'stored', image, bytes: 5 }))
  await store(database, says('a.png', 'x'))
  await store(database, says('b.png', 'x'), says('a.png', 'y'))
  const { items } = await listResources(
    database.tables<CollectTables>(),
    { id: runId, previousRunId: null, isWhole: true },
    firstPage,
  )
  t.strictSame(items.map(({ verdict, image }) => [verdict, image]).sort(), [
    ['stored', 'x'],
    ['stored', 'y'],
  ])
})

onEveryDatabase('lists: by position, in pages, filtered by verdict', async (t, database) => {
  const { runId } = await collected(database)
  const db = database.tables<CollectTables>()
  const positions = [4, 2, 0, 3, 1]
  await store(
    database,
    ...positions.map((position) =>
      pageSeen.record(page(runId, `${position}`, { position, verdict: position % 2 ? 'robots' : 'fetched' })),
    ),
    ...positions.map((position) => resourceSeen.record(resource(runId, `${position}.png`, { position }))),
  )
  const seen: string[] = []
  let after: (string | number)[] | null | undefined
  do {
    const list = await listPages(db, runId, { verdict: undefined, limit: 2, after: after ?? undefined })
    seen.push(...list.items.map(({ url }) => url.at(-1) as string))
    after = list.next
  } while (after)
  t.strictSame(seen, ['0', '1', '2', '3', '4'])
  t.equal((await listPages(db, runId, { ...firstPage, verdict: 'robots' })).items.length, 2)
  t.equal(
    (await listResources(db, { id: runId, previousRunId: null, isWhole: true }, { ...firstPage, limit: 5 })).next,
    null,
    'an exact fit has no next page',
  )
  t.strictSame(
    (await listResources(db, { id: runId, previousRunId: null, isWhole: true }, { ...firstPage, limit: 4 })).next,
    [3],
  )
})

onEveryDatabase(
  'records: of a run or collection that is gone they are dropped, and those beside them arrive',
  async (t, database) => {
    const { runId } = await collected(database)
    const gone = 'no-such-run'
    await store(
      database,
      pageSeen.record(page(gone, 'a')),
      pageSeen.record(page(runId, 'a')),
      resourceSeen.record(resource(gone, 'a.png')),
      resourceSeen.record(resource(runId, 'a.png')),
      runFinished.record({ id: gone, token: null, state: 'succeeded', error: null, finishedAt: 1 }),
    )
    const { counted } = await countedAndRecounted(database, runId)
    t.equal(counted.pages.found + counted.images.found, 2)
  },
)
