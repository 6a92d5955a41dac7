/** From what a client asks for to a collection that is accepted, once. */
import { createHash } from 'node:crypto'
import { type Database, type Journal, newId, problem } from '#platform'
import { resolveUrl } from '../find/index.ts'
import { collectionAccepted, runQueued } from '../records.ts'
import { findRun } from '../runs/run-repository.ts'
import type { NewCollection, Run } from '../schemas.ts'
import type { CollectTables } from '../tables.ts'
import type { Collection } from '../types.ts'
import { unknownCollection } from './collection-answers.ts'
import { findCollection, findSubmission, type Submission } from './collection-repository.ts'

export interface Submissions {
  /**
   * Resolves when the collection is on durable storage.
   * The same key with the same request gives the same collection; with another request, `idempotency-mismatch`.
   */
  submit(asked: NewCollection, idempotencyKey: string | undefined): Promise<Collection>
  /** Queues another run of a collection; `run-active` while one is queued or running. */
  again(collectionId: string): Promise<Run>
}

export function createSubmissions({ database, journal }: { database: Database; journal: Journal }): Submissions {
  const db = database.tables<CollectTables>()

  async function findEarlier(idempotency: Submission['idempotency']): Promise<Collection | undefined> {
    const earlier = idempotency && (await findSubmission(db, idempotency.key))
    if (!earlier) return undefined
    if (earlier.fingerprint === idempotency.fingerprint) return findCollection(db, earlier.collectionId)
    throw problem('idempotency-mismatch', 'This Idempotency-Key came with another request before. Use a new one.')
  }

  return {
    async submit(asked, key) {
      const collection = toCollection(asked)
      const idempotency = key === undefined ? null : { key, fingerprint: fingerprintOf(asked) }
      const earlier = await findEarlier(idempotency)
      if (earlier) return earlier
      await journal.write(collectionAccepted.record({ collection, runId: newId(), idempotency }))
      // Two requests under one key may have come at once: the first one's collection is the answer to both.
      return (await findEarlier(idempotency)) ?? collection
    },
    async again(collectionId) {
      const collection = await findCollection(db, collectionId)
      if (!collection) throw unknownCollection(collectionId)
      const id = newId()
      await journal.write(runQueued.record({ id, collectionId, url: collection.url, createdAt: Date.now() }))
      const run = await findRun(db, id)
      if (run) return run
      throw problem('run-active', 'A run of this collection is queued or running. Cancel it, or wait for its end.')
    },
  }
}

function toCollection(asked: NewCollection): Collection {
  const url = startPage(asked.url)
  return { ...asked, url, name: asked.name ?? new URL(url).host, id: newId(), createdAt: Date.now() }
}

function startPage(untrusted: string): string {
  const url = resolveUrl(untrusted, 'about:blank')
  if (url === undefined) throw invalidUrl('must be an absolute http or https address, such as https://example.org/')
  const given = new URL(untrusted)
  if (given.username || given.password) throw invalidUrl('must not carry a user name or password')
  return url
}

function invalidUrl(message: string) {
  return problem('validation', `The body is not as described: /url ${message}.`, {
    errors: [{ path: '/url', message }],
  })
}

/** The same for every spelling of the same settings: the schema has filled in the defaults by now. */
function fingerprintOf(asked: NewCollection): string {
  const facts = JSON.stringify(Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1)))
  return createHash('sha256').update(facts).digest('hex')
}
