/**
 * How long a thousand images take to be stored, in a catalogue of few and of very many: `node bench/adding.ts <database> [database …]`.
 * The databases are seeded beforehand (`npm run seed`), the smallest first: the others are measured against it. The images stay there.
 */
import { randomBytes } from 'node:crypto'
import { type Database, newId, openDatabase } from '#platform'
import { makeImages } from '../scripts/seed/images.ts'
import { makeTemplates } from '../scripts/seed/templates.ts'
import { makeWebsite } from '../scripts/seed/website.ts'
import { imageAdded, occurrencePlaced } from '../src/modules/catalog/records.ts'
import { collected, digest as digestOf, store } from '../test/support/facts.ts'
import { versions } from './support/versions.ts'

const images = 1000
/** As batches of the journal are while a website is collected. */
const perBatch = 50
const rounds = 5

const databases = process.argv.slice(2).map((url) => openDatabase({ url }))
const templates = await makeTemplates(100)
console.log(versions())
console.log(`milliseconds for ${images} images in batches of ${perBatch}, ${rounds} times`)
const times = databases.map((): number[] => [])
for (let round = 0; round < rounds; round++) {
  for (const [at, database] of databases.entries()) times[at]?.push(await addTo(database))
}
const medians = times.map((each) => each.toSorted((a, b) => a - b)[rounds >> 1] as number)
for (const [at, { label }] of databases.entries()) {
  const ratio = ((medians[at] as number) / (medians[0] as number)).toFixed(2)
  console.log(
    label,
    times[at]?.map((time) => time.toFixed(0)).join(' '),
    `median ${medians[at]?.toFixed(0)}, ${ratio}x`,
  )
  await databases[at]?.close()
}

/** Of a website of its own: files, hosts and words are such as seeded ones are. */
async function addTo(database: Database): Promise<number> {
  const { collectionId } = await collected(database, `https://www.${newId()}.example/`)
  const made = [...makeImages(makeWebsite(1_000_000 + randomBytes(2).readUInt16BE(), images), images, templates)]
  const records = made.map(({ image, occurrences }) => {
    const note = Buffer.from(newId())
    const original = Buffer.concat([image.original, note])
    const own = { ...image, collectionId, original, digest: digestOf(original) }
    const placed = occurrences.map((each) => occurrencePlaced.record({ ...each, collectionId, image: own.digest }))
    return [imageAdded.record(own), ...placed]
  })
  const began = performance.now()
  for (let at = 0; at < images; at += perBatch) await store(database, ...records.slice(at, at + perBatch).flat())
  return performance.now() - began
}
