/** What has to be true when all is up again, whatever happened. */
import { createHash } from 'node:crypto'
import type { Test } from 'tap'
import type { CollectionAnswer } from '#collect'
import type { CatalogTables } from '../../../src/modules/catalog/tables.ts'
import type { CollectTables } from '../../../src/modules/collect/tables.ts'
import { eventually } from '../eventually.ts'
import { countedAndRecounted } from '../recount.ts'
import { type Entry, post } from './ledger.ts'
import type { Replica } from './replicas.ts'
import { type Scene, within } from './scene.ts'
import type { Plan } from './websites.ts'

/** Resolves when every run has ended, nothing waits on a disk, and every replica is well. */
export async function settled({ database, replicas }: Scene, limitMs: number): Promise<void> {
  let left: string[] = []
  const look = async () => {
    left = [
      ...(await openRuns(database).catch(() => ['the database'])),
      ...(await Promise.all(replicas.map(unwell))).flat(),
    ]
    return left
  }
  await within(
    limitMs,
    'all is well again',
    eventually(look, (found) => found.length === 0),
  ).catch((error) => {
    throw new Error(`${error.message}; left: ${left.join(', ')}`)
  })
}

async function openRuns(database: Scene['database']): Promise<string[]> {
  const runs = await database
    .tables<CollectTables>()
    .selectFrom('runs')
    .select(['id', 'state'])
    .where((eb) => eb.or([eb('finished_at', 'is', null), eb('lease_owner', 'is not', null)]))
    .execute()
  return runs.map(({ id, state }) => `run ${id} is ${state}`)
}

async function unwell({ name, origin, spools }: Replica): Promise<string[]> {
  const status = await fetch(`${origin}/health/ready`)
    .then((answer) => answer.json() as Promise<{ status: string }>)
    .then(({ status }) => status)
    .catch((error: Error) => error.message)
  return [...(status === 'ok' ? [] : [`${name} is ${status}`]), ...spools().map((file) => `${name} has ${file}`)]
}

export async function checkAll(t: Test, scene: Scene): Promise<void> {
  const { ledger, replicas } = scene
  for (const entry of ledger.entries) await checkEntry(t, scene, entry)
  await checkCatalogue(t, scene)
  const lost = replicas.flatMap(({ log }) =>
    log.filter((line) => /set aside|dead letter|were lost|could not be ended|a run failed/.test(line)),
  )
  t.strictSame(lost, [], 'no record was set aside or lost')
}

/** Asked again under its key, the submission is known; its run has found what there is, once. */
async function checkEntry(
  t: Test,
  { database, anyReplica }: Scene,
  { plan, collectionId, runId, tries }: Entry,
): Promise<void> {
  const { origin } = anyReplica()
  const known = (await (await post(origin, plan)).json()) as CollectionAnswer
  // Two replicas that were cut off from the database may both have taken it: the key is the other's then.
  if (tries === 1) t.equal(known.id, collectionId, `${plan.name}: its key`)
  const answer = await fetch(`${origin}/api/v1/collections/${collectionId}`)
  const { id, run, images, bytes } = (await answer.json()) as CollectionAnswer
  t.strictSame({ id, run: run?.id }, { id: collectionId, run: runId }, plan.name)
  const found = await foundIn(database, id, run.id)
  const { counted, recounted } = await countedAndRecounted(database, run.id)
  t.strictSame(
    { state: run.state, error: run.error, ...found },
    { state: 'succeeded', error: null, ...expectedOf(plan) },
    plan.name,
  )
  t.strictSame(counted, recounted, `${plan.name}: counts and rows`)
  t.strictSame({ ...counted, inCollection: { images, bytes } }, countsOf(plan), `${plan.name}: counts`)
}

/** Verdicts by address, and the uses of images. Which of two addresses with the same bytes is the duplicate is open. */
async function foundIn(database: Scene['database'], collectionId: string, runId: string) {
  const collect = database.tables<CollectTables>()
  const pages = await collect.selectFrom('pages').select('verdict').where('run_id', '=', runId).execute()
  const resources = await collect.selectFrom('resources').selectAll().where('run_id', '=', runId).execute()
  const uses = await database
    .tables<CatalogTables>()
    .selectFrom('occurrences')
    .select(['url', 'image_id'])
    .where('collection_id', '=', collectionId)
    .execute()
  return {
    pages: pages.map(({ verdict }) => verdict),
    images: resources
      .map(({ url, verdict, image_id }) => `${url} ${verdict === 'duplicate' ? 'stored' : verdict} ${image_id}`)
      .sort(),
    uses: uses.map(({ url, image_id }) => `${url} ${image_id}`).sort(),
  }
}

function expectedOf({ pages, images, uses }: Plan) {
  return {
    pages: Array(pages).fill('fetched'),
    images: [...images]
      .map(([url, picture]) => (picture ? `${url} stored ${picture.digest}` : `${url} http-error null`))
      .sort(),
    uses: [...uses].sort(),
  }
}

function countsOf({ pages, images }: Plan) {
  const found = [...images.values()]
  const pictures = new Map(found.flatMap((picture) => (picture ? [[picture.digest, picture.bytes.length]] : [])))
  const bytes = [...pictures.values()].reduce((sum, length) => sum + length, 0)
  const failed = found.filter((picture) => picture === undefined).length
  const stored = pictures.size
  return {
    pages: { found: pages, fetched: pages, skipped: 0, failed: 0, waiting: 0 },
    images: {
      found: found.length,
      stored,
      duplicate: found.length - failed - stored,
      alternate: 0,
      skipped: 0,
      failed,
      waiting: 0,
    },
    bytes,
    inCollection: { images: stored, bytes },
  }
}

/** Every image is there once, with the bytes that its site gave. */
async function checkCatalogue(t: Test, { database, ledger, anyReplica }: Scene): Promise<void> {
  const served = ledger.entries.flatMap(({ plan }) =>
    [...plan.images.values()].flatMap((picture) => picture?.digest ?? []),
  )
  const rows = await database.tables<CatalogTables>().selectFrom('images').select('id').execute()
  t.strictSame(rows.map(({ id }) => id).sort(), [...new Set(served)].sort(), 'the catalogue')
  const ids = rows.map(({ id }) => id)
  const wrong: string[] = []
  while (ids.length > 0) {
    const some = ids.splice(0, 20)
    const digests = await Promise.all(some.map((id) => digestOf(anyReplica().origin, id)))
    wrong.push(...some.filter((id, at) => digests[at] !== id))
  }
  t.strictSame(wrong, [], 'the original bytes')
}

async function digestOf(origin: string, id: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/images/${id}/original`)
  return createHash('sha256')
    .update(await answer.bytes())
    .digest('hex')
}
