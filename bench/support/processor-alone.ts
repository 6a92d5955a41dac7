/**
 * Magpie's processor with real decoders and nothing around it: thumbnails and all facts of the files that standard input names.
 * The catalogue keeps their number only. Tells how long its own event loop was held up meanwhile.
 */
import { readFile } from 'node:fs/promises'
import { createProcessor } from '#process'
import { watchEventLoop } from './event-loop.ts'
import { passOverNamed } from './pass.ts'

const page = 'http://127.0.0.1/'
/** More than the decoders take, so that always one waits. */
const atOnce = 12
const silent = { debug() {}, info() {}, warn() {}, error() {} }

const processor = createProcessor({
  catalog: { async find() {}, async add() {}, async place() {}, async vacate() {} },
  log: silent,
  concurrency: 2,
  maxRememberedBytes: 0,
})

let endWatching = watchEventLoop()
const pass = await passOverNamed({
  atOnce,
  async take(file) {
    const limits = { minWidth: 2, minHeight: 2 }
    const found = { url: page, contentType: null, collectionId: 'bench', page, alt: null, digest: null }
    const { verdict } = await processor.process({ bytes: await readFile(file), ...found, ...limits })
    if (verdict !== 'stored') throw new Error(`${file} is ${verdict}`)
  },
  onWarm() {
    endWatching()
    endWatching = watchEventLoop()
  },
})
console.log(JSON.stringify({ ...pass, delays: endWatching() }))
await processor.close()
