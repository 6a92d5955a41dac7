/** Every operation's real answers, good and bad, judged by the API's own description, on both databases. */
import t, { type Test } from 'tap'
import { createDeadLetters, openDatabase } from '#platform'
import { collectionAccepted } from '../../src/modules/collect/records.ts'
import { type Answer, type Asked, ask } from '../support/ask.ts'
import { type Contract, createContract, type Operation } from '../support/contract.ts'
import { databaseUrl } from '../support/databases.ts'
import { submission } from '../support/facts.ts'
import { collectImageSite } from '../support/image-site.ts'
import type { Magpie } from '../support/magpie.ts'
import { startPostgres } from '../support/postgres.ts'
import { startSite } from '../support/site.ts'

const unknownId = { digest: 'f'.repeat(64), uuid: '01900000-0000-7000-8000-000000000000' }

/** Asks, and has the answer judged. */
type Judge = (title: string, asked: Asked, status: number) => Promise<Answer>

function createJudge(t: Test, magpie: Magpie, contract: Contract): Judge {
  return async (title, asked, status) => {
    const answer = await ask(magpie.url, asked)
    t.equal(answer.status, status, `${title}: ${answer.text.slice(0, 200)}`)
    t.strictSame(contract.complaints(asked, answer), [], title)
    return answer
  }
}

async function readContract(magpie: Magpie): Promise<Contract> {
  return createContract(JSON.parse((await ask(magpie.url, { path: '/openapi.json' })).text))
}

function pathOf({ template, parameters }: Operation, id?: string): string {
  const isDigest = parameters.some((each) => each.in === 'path' && each.schema.pattern)
  return template.replace('{id}', id ?? (isDigest ? unknownId.digest : unknownId.uuid))
}

const picture = { 'content-type': 'application/octet-stream' }

/** What any operation refuses alike. */
async function judgeRefusals(judge: Judge, { operations }: Contract): Promise<void> {
  for (const operation of operations) {
    const { operationId, statuses, hasBody } = operation
    const method = operation.method.toUpperCase()
    const path = pathOf(operation)
    const takesPicture = operationId === 'findSimilarImages'
    const tooLong = (takesPicture || operationId === 'createCollection' ? 33 : 2) * 1024 ** 2
    const refusals: Record<string, Asked> = {
      '400': operation.template.startsWith('/health')
        ? { path: `${path}?%ff` }
        : hasBody && !takesPicture
          ? { path, body: '{' }
          : { path: path === operation.template ? `${path}?x=1` : pathOf(operation, 'x') },
      '404': { path },
      // It is refused for what it says of its length: nothing more need be sent.
      '413': { path, body: '', headers: { 'content-length': String(tooLong), ...(takesPicture && picture) } },
      '415': { path, body: 'text', headers: { 'content-type': 'text/html' } },
    }
    for (const [status, asked] of Object.entries(refusals)) {
      if (statuses.includes(status)) await judge(`${operationId} ${status}`, { ...asked, method }, Number(status))
    }
  }
}

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`every documented answer but those of an outage (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { magpie, collection, run, images, site } = await collectImageSite(t, { DATABASE_URL: url })
    const contract = await readContract(magpie)
    const judge = createJudge(t, magpie, contract)
    const held = (path: string) => `/api/v1/images/${images.get(path)?.id}`

    await judgeRefusals(judge, contract)
    await judge('alive', { path: '/health/live' }, 200)
    await judge('ready', { path: '/health/ready' }, 200)
    await judge('metrics', { path: '/metrics' }, 200)

    await judge('images', { path: '/api/v1/images?sort=largest' }, 200)
    await judge('facets', { path: `/api/v1/images/facets?collection=${collection.id}` }, 200)
    await judge('facets of some', { path: '/api/v1/images/facets?format=png,svg&minWidth=2' }, 200)
    await judge('images of a colour', { path: '/api/v1/images?color=%23ff0000' }, 200)
    const found = await judge('images with words', { path: '/api/v1/images?q=HILL%20home%20"&sort=smallest' }, 200)
    t.equal(JSON.parse(found.text).items[0]?.id, images.get('/large.png')?.id)
    await judge('export, lines', { path: '/api/v1/images.jsonl?sort=largest' }, 200)
    await judge('export, table', { path: '/api/v1/images.csv?format=png' }, 200)
    await judge('layout', { path: '/api/v1/images/layout?format=png,svg' }, 200)
    await judge('originals', { path: '/api/v1/images.zip?format=png' }, 200)
    for (const path of images.keys()) await judge(`image ${path}`, { path: held(path) }, 200)
    await judge('occurrences', { path: `${held('/large.png')}/occurrences` }, 200)
    await judge('similar', { path: `${held('/large.png')}/similar?distance=16` }, 200)
    for (const path of [
      '/api/v1/images?sort=largest',
      '/api/v1/images/facets',
      '/api/v1/images.jsonl',
      '/api/v1/images.csv',
      '/api/v1/images/layout',
      held('/large.png'),
      `${held('/large.png')}/occurrences`,
      `${held('/large.png')}/similar`,
      `/api/v1/collections/${collection.id}/duplicates`,
    ]) {
      const { headers } = await judge('not known', { path }, 200)
      await judge('known', { path, headers: { 'if-none-match': String(headers.etag) } }, 304)
    }
    const sending = { method: 'POST', path: '/api/v1/images/similar', headers: picture }
    const sent = await ask(magpie.url, { path: `${held('/large.png')}/original` })
    await judge('like a picture', { ...sending, body: sent.bytes }, 200)
    await judge('like what is none', { ...sending, body: 'text' }, 422)
    await judge('no thumbnail', { path: `${held('/scan.jp2')}/thumbnail` }, 404)
    await judge('no preview', { path: `${held('/scan.jp2')}/preview` }, 404)
    for (const bytes of [
      `${held('/large.png')}/thumbnail`,
      `${held('/large.png')}/preview`,
      `${held('/drawing.svg')}/original`,
    ]) {
      const { headers } = await judge('bytes', { path: bytes }, 200)
      await judge('known bytes', { path: bytes, headers: { 'if-none-match': String(headers.etag) } }, 304)
      await judge('a range', { path: bytes, headers: { range: 'bytes=0-9' } }, 206)
      await judge('no such range', { path: bytes, headers: { range: 'bytes=99999999-' } }, 416)
    }

    await judge('collections', { path: '/api/v1/collections' }, 200)
    await judge('duplicates', { path: `/api/v1/collections/${collection.id}/duplicates` }, 200)
    await judge('collection', { path: `/api/v1/collections/${collection.id}` }, 200)
    await judge('run', { path: `/api/v1/runs/${run.id}` }, 200)
    await judge('events', { path: `/api/v1/runs/${run.id}/events` }, 200)
    await judge('resources', { path: `/api/v1/runs/${run.id}/resources` }, 200)
    await judge('pages', { path: `/api/v1/runs/${run.id}/pages` }, 200)

    const quiet = await startSite(t, { routes: { '/': () => {} } })
    const submitting = { method: 'POST', path: '/api/v1/collections', headers: { 'idempotency-key': `${name}-1` } }
    const accepted = await judge('submit', { ...submitting, body: { url: `${quiet.url}/` } }, 202)
    await judge('another request under one key', { ...submitting, body: { url: `${site.url}/` } }, 422)
    const other = JSON.parse(accepted.text)
    t.equal(accepted.headers.location, `/api/v1/collections/${other.id}`)
    const again = { method: 'POST', path: `/api/v1/collections/${other.id}/runs` }
    await judge('again too early', again, 409)
    await judge('retry too early', { method: 'POST', path: `/api/v1/runs/${other.run.id}/retry` }, 409)
    await judge('cancel', { method: 'POST', path: `/api/v1/runs/${other.run.id}/cancel` }, 202)
    await judge('its end', { path: `/api/v1/runs/${other.run.id}/events` }, 200)
    await judge('retry', { method: 'POST', path: `/api/v1/runs/${run.id}/retry` }, 202)
    await judge('again', again, 202)
    const [refused, stored] = await setAside(t, url)
    await judge('dead letters', { path: '/api/v1/dead-letters' }, 200)
    await judge('refused still', { method: 'POST', path: `/api/v1/dead-letters/${refused}/retry` }, 409)
    await judge('stored in the end', { method: 'POST', path: `/api/v1/dead-letters/${stored}/retry` }, 204)
    await judge('given up', { method: 'DELETE', path: `/api/v1/dead-letters/${refused}` }, 204)

    await judge('delete', { method: 'DELETE', path: `/api/v1/collections/${other.id}` }, 204)

    t.strictSame(
      contract.unseen().filter((answer) => !/ (500|503)$/.test(answer)),
      [],
      'nothing that is documented was left out',
    )
  })
}

/** Two dead letters, of which the database would take the second. */
async function setAside(t: Test, url: string): Promise<(string | undefined)[]> {
  const database = openDatabase({ url })
  t.teardown(() => database.close())
  const deadLetters = createDeadLetters({ database })
  await deadLetters.keep([{ kind: 'of another age', data: 1, bytes: 1 }], 'unknown')
  await deadLetters.keep([collectionAccepted.record(submission())], 'for some reason')
  const { items } = await deadLetters.list({ limit: 10, after: undefined })
  return ['of another age', 'collection-accepted'].map((kind) => items.find(({ kinds }) => kinds.includes(kind))?.id)
}

t.test('the database is away: 503 with Retry-After on every operation, and all is well when it returns', async (t) => {
  const postgres = await startPostgres().catch((error: Error) => error)
  if (postgres instanceof Error) {
    if (process.env.CI) throw postgres
    t.pass('no Postgres', { skip: postgres.message })
    return
  }
  const { magpie } = await collectImageSite(t, { DATABASE_URL: await postgres.createDatabase() })
  const contract = await readContract(magpie)
  const judge = createJudge(t, magpie, contract)
  const reading = contract.operations.filter(({ method, template }) => method === 'get' && template.startsWith('/api'))

  await postgres.stop()
  for (const operation of reading) {
    const { headers } = await judge(operation.operationId, { path: pathOf(operation) }, 503)
    t.match(headers['retry-after'], /^\d+$/)
  }
  await judge('alive', { path: '/health/live' }, 200)

  await postgres.start()
  await judge('images', { path: '/api/v1/images' }, 200)
  await magpie.close()
  await postgres.stop()
})
