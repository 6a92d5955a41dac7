/**
 * What it takes to delete a collection of very many images: `node bench/delete.ts [images] [sqlite:<path> | postgres://…]`, 100,000 by
 * default, into an empty database, which is filled first. Meanwhile somebody else stores an image every 50 ms.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createCatalog } from '#catalog'
import { createSweeper } from '#collect'
import { type Database, type Journal, openDatabase, silentLog } from '#platform'
import { fillCatalogue } from '../scripts/seed/fill-catalogue.ts'
import { imageAdded } from '../src/modules/catalog/records.ts'
import { removeCollection } from '../src/modules/collect/collections/remove-collection.ts'
import { listGoing } from '../src/modules/collect/collections/sweep-collection.ts'
import { collected, image, store } from '../test/support/facts.ts'
import { watchEventLoop } from './support/event-loop.ts'

const [count = '100000', url = `sqlite:${mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))}/magpie.db`] =
  process.argv.slice(2)
const plain = openDatabase({ url })
await plain.migrate()
await fillCatalogue({ database: plain, images: Number(count), imagesPerCollection: Number(count) })
const { items } = {
  items: await plain.tables<{ collections: { id: string } }>().selectFrom('collections').select('id').execute(),
}
const [collection] = items
const keeper = await collected(plain, 'http://keeper.test/')

const transactions: number[] = []
const database: Database = { ...plain, transaction: (work) => timed(transactions, () => plain.transaction(work)) }
const contents = createCatalog({ database, journal: {} as Journal })
const sweeper = createSweeper({ database, contents, isSchemaCurrent: () => true, log: silentLog })
const collector = { cancel: async () => false } as never

async function timed<Result>(times: number[], work: () => Promise<Result>): Promise<Result> {
  const began = performance.now()
  const result = await work()
  times.push(performance.now() - began)
  return result
}

/** Answers how long each took. */
async function storeMeanwhile(isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (!isOver()) {
    const one = image(keeper.collectionId, { original: randomBytes(1000) })
    await timed(times, () => store(plain, imageAdded.record(one)))
    await delay(50)
  }
  return times
}

const told = (times: number[]) => {
  const sorted = times.toSorted((a, b) => a - b)
  const [median, p99, most] = [0.5, 0.99, 1].map((part) => sorted[Math.ceil(part * sorted.length) - 1]?.toFixed(1))
  return `${times.length}, median ${median} ms, p99 ${p99} ms, longest ${most} ms`
}

const began = performance.now()
const seconds = () => ((performance.now() - began) / 1000).toFixed(1)
let isOver = false
const endWatching = watchEventLoop()
const storing = storeMeanwhile(() => isOver)
await removeCollection({ database, collector, contents, sweeper }, collection?.id as string)
console.log(`answered after ${seconds()} s`)
while ((await listGoing(plain, 1)).length > 0) await delay(100)
console.log(`all gone after ${seconds()} s`)
isOver = true
const stored = await storing
const delays = endWatching()
console.log(`transactions: ${told(transactions)}`)
console.log(`images stored meanwhile: ${told(stored)}`)
console.log(`event loop: p99 ${delays.p99} ms, longest ${delays.longest} ms`)
await sweeper.close()
await plain.close()
