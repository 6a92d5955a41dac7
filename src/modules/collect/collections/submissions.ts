/** From what a client asks for to a collection that is accepted, once. */
import { createHash } from 'node:crypto'
import { type Database, type Journal, newId, problem } from '#platform'
import type { Collector } from '../collector.ts'
import { resolveUrl } from '../find/index.ts'
import { collectionAccepted, runQueued } from '../records.ts'
import { findRun } from '../runs/run-repository.ts'
import { toQueuedRun } from '../runs/run-rows.ts'
import type { NewCollection, Run } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import type { Collection, ListedImage } from '../types.ts'
import { unknownCollection } from './collection-answers.ts'
import { findCollection, findSubmission, type Submission } from './collection-repository.ts'
import { checkList, packList } from './listed-images.ts'
import { findSpooled } from './spooled-submissions.ts'

export interface Submissions {
  /**
   * Resolves when the collection is on durable storage; what was made is new, or was made before under the same key.
   * The same key with the same request gives the same collection; with another request, `idempotency-mismatch`.
   */
  submit(asked: NewCollection, idempotencyKey: string | undefined): Promise<{ new: Submission } | { known: Collection }>
  /** Queues another run of a collection; `run-active` while one is queued or running. */
  again(collectionId: string): Promise<Run>
}

export interface SubmissionOptions {
  database: Database
  journal: Journal
  collector: Collector
}

export function createSubmissions({ database, journal, collector }: SubmissionOptions): Submissions {
  const db = database.tables<CollectTables>()

  async function findEarlier(idempotency: Submission['idempotency']): Promise<Collection | undefined> {
    if (!idempotency) return undefined
    const waiting = findSpooled(journal, 'idempotency', idempotency.key)
    if (waiting?.idempotency) {
      checkFingerprint(waiting.idempotency, idempotency)
      return waiting.collection
    }
    const earlier = await findSubmission(db, idempotency.key)
    if (!earlier) return undefined
    checkFingerprint(earlier, idempotency)
    return findCollection(db, earlier.collectionId)
  }

  /** While the database is away only this replica's disk is asked; the first that reaches the database has the key. */
  async function findEarlierIfPossible(idempotency: Submission['idempotency']): Promise<Collection | undefined> {
    try {
      return await findEarlier(idempotency)
    } catch (error) {
      if (database.dialect.isAway(error)) return undefined
      throw error
    }
  }

  return {
    async submit(asked, key) {
      const { collection, list } = await accept(asked)
      const idempotency = key === undefined ? null : { key, fingerprint: fingerprintOf(asked) }
      const earlier = await findEarlierIfPossible(idempotency)
      if (earlier) return { known: earlier }
      const submission = { collection, runId: newId(), list, idempotency }
      const where = await journal.write(collectionAccepted.record(submission))
      if (where === 'spool') collector.offer(submission)
      // Two requests under one key may have come at once: the first one's collection is the answer to both.
      const first = await findEarlierIfPossible(idempotency)
      return first && first.id !== collection.id ? { known: first } : { new: submission }
    },
    async again(collectionId) {
      if (!(await findCollection(db, collectionId))) throw unknownCollection(collectionId)
      const made = { id: newId(), collectionId, createdAt: Date.now() }
      const where = await journal.write(runQueued.record(made))
      // The database went away in this moment: the run is made when it is back.
      if (where === 'spool') return toQueuedRun(made)
      const run = await findRun(db, made.id)
      if (run) return run
      throw problem('run-active', 'A run of this collection is queued or running. Cancel it, or wait for its end.')
    },
  }
}

function checkFingerprint(earlier: { fingerprint: string }, asked: { fingerprint: string }): void {
  if (earlier.fingerprint === asked.fingerprint) return
  throw problem('idempotency-mismatch', 'This Idempotency-Key came with another request before. Use a new one.')
}

async function accept({ url, images, ...settings }: NewCollection): Promise<Pick<Submission, 'collection' | 'list'>> {
  const known = { ...settings, id: newId(), createdAt: Date.now() }
  if (url !== undefined && images === undefined) {
    const start = startPage(url)
    return { collection: { ...known, url: start, name: settings.name ?? new URL(start).host }, list: null }
  }
  if (images === undefined) throw invalid('/url', `is needed (a website), or images (a list): ${exactlyOne}`)
  if (url !== undefined) throw invalid('/images', `cannot come with url: ${exactlyOne}`)
  const list = await checkList(images)
  return { collection: { ...known, url: null, name: settings.name ?? nameOf(list) }, list: await packList(list) }
}

const exactlyOne = 'give exactly one of url and images'

function nameOf(list: ListedImage[]): string {
  const { size } = new Set(list.map(({ url }) => url))
  return size === 1 ? 'A list of 1 image' : `A list of ${size} images`
}

function startPage(untrusted: string): string {
  const url = resolveUrl(untrusted, 'about:blank')
  if (url === undefined)
    throw invalid('/url', 'must be an absolute http or https address, such as https://example.org/')
  const given = new URL(untrusted)
  if (given.username || given.password) throw invalid('/url', 'must not carry a user name or password')
  return url
}

function invalid(path: string, message: string) {
  return problem('validation', `The body is not as described: ${path} ${message}.`, { errors: [{ path, message }] })
}

/** The same for every spelling of the same settings: the schema has filled in the defaults by now. */
function fingerprintOf(asked: NewCollection): string {
  const facts = JSON.stringify(Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1)))
  return createHash('sha256').update(facts).digest('hex')
}
