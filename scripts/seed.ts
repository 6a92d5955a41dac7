/**
 * `npm run seed -- <images>`: fills the database of DATABASE_URL with a made-up catalogue of that many images, the same
 * every time, to try Magpie on one that is large.
 */
import { loadEnvironmentFile, openDatabase, readConfig } from '#platform'
import { createProgress } from '../src/cli/progress.ts'
import { fillCatalogue } from './seed/fill-catalogue.ts'

const images = Number(process.argv[2])
if (!Number.isSafeInteger(images) || images < 1) {
  console.error('Say how many images it shall be: npm run seed -- 100000')
  process.exit(1)
}

loadEnvironmentFile()
const database = openDatabase({ url: readConfig(process.env).DATABASE_URL })
const progress = createProgress(process.stdout)
const began = performance.now()

/** Such as `120,000 of 1,000,000 images, 4,100 a second`. */
function progressLine(stored: number): string {
  const [now, all, rate] = [stored, images, (1000 * stored) / (performance.now() - began)].map((number) =>
    Math.round(number).toLocaleString('en'),
  )
  return `${now} of ${all} images, ${rate} a second`
}

try {
  await database.migrate()
  await fillCatalogue({ database, images, onProgress: (stored) => progress.show(progressLine(stored)) })
  progress.end(`${progressLine(images)}: ${database.label} is filled.`)
} catch (error) {
  console.error(`${database.label}: ${(error as Error).message}`)
  process.exitCode = 1
} finally {
  await database.close()
}
