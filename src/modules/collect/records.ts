/** The records by which collect's tables learn. */
import { recordKind } from '#platform'
import { acceptSubmissions, type Submission } from './collections/collection-repository.ts'
import { keysOf } from './collections/spooled-submissions.ts'
import { type ReadDocument, storeDocuments } from './findings/document-repository.ts'
import { type MissedPicture, storeMissed } from './findings/missed-repository.ts'
import { storePages } from './findings/page-repository.ts'
import type { SeenPage } from './findings/page-rows.ts'
import { storeResources } from './findings/resource-repository.ts'
import type { SeenResource } from './findings/resource-rows.ts'
import { type BegunRun, beginningOf, beginRun } from './runs/early/begin-run.ts'
import { type FinishedRun, finishRun, type ReleasedRun, releaseRun } from './runs/end-run.ts'
import { type RetriedRun, retryRun } from './runs/retry-run.ts'
import { insertRun } from './runs/run-repository.ts'
import type { NewRun } from './runs/run-rows.ts'
import type { CollectTables } from './tables.ts'

export const collectionAccepted = recordKind<CollectTables, Submission>(
  'collection-accepted',
  acceptSubmissions,
  keysOf,
)

export const runQueued = recordKind<CollectTables, NewRun>('run-queued', async (trx, runs) => {
  for (const run of runs) await insertRun(trx, run)
})

export const runRetried = recordKind<CollectTables, RetriedRun>('run-retried', async (trx, runs) => {
  for (const run of runs) await retryRun(trx, run)
})

/** Of a run that began before the database had it. */
export const runBegun = recordKind<CollectTables, BegunRun>(
  'run-begun',
  async (trx, runs, { dialect }) => {
    for (const run of runs) await beginRun(trx, run, dialect)
  },
  ({ id }) => [beginningOf(id)],
)

export const pageSeen = recordKind<CollectTables, SeenPage>('page-seen', storePages)

export const resourceSeen = recordKind<CollectTables, SeenResource>('resource-seen', storeResources)

export const documentRead = recordKind<CollectTables, ReadDocument>('document-read', storeDocuments)

export const pictureMissed = recordKind<CollectTables, MissedPicture>('picture-missed', storeMissed)

export const runFinished = recordKind<CollectTables, FinishedRun>('run-finished', async (trx, runs) => {
  for (const run of runs) await finishRun(trx, run)
})

/** A record like the others, so that what was learned of the run is there before another goes on with it. */
export const runReleased = recordKind<CollectTables, ReleasedRun>('run-released', async (trx, runs) => {
  for (const run of runs) await releaseRun(trx, run)
})

/**
 * In the order in which a batch stores them: a run before what it finds, and what it finds before its end.
 * The catalogue's own kinds stand between the two lists.
 */
export const collectRecords = {
  beforeCatalog: [collectionAccepted, runQueued, runRetried, runBegun, pageSeen],
  afterCatalog: [resourceSeen, documentRead, pictureMissed, runFinished, runReleased],
}
