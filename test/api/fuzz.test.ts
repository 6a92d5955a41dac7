/** Requests made by chance from the API's description, half right and half wrong: only documented answers may come back. */
import t from 'tap'
import { type Asked, ask } from '../support/ask.ts'
import { createContract, type Operation, type Parameter } from '../support/contract.ts'
import { databaseUrl } from '../support/databases.ts'
import { bodies, texts } from '../support/fuzz-inputs.ts'
import { collectImageSite } from '../support/image-site.ts'
import { createRandom, type Random } from '../support/random.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_123)
const requests = Number(process.env.FUZZ_REQUESTS ?? 400)

/** Ids that exist, by chance or none. */
function addressOf(random: Random, { template, parameters }: Operation, ids: string[]): string {
  const text = random.integer(3) === 0 ? random.one(texts) || 'x' : random.one(ids)
  const path = template.replace('{id}', encodeURIComponent(text))
  const known = parameters.filter((parameter) => parameter.in === 'query')
  const pairs = Array.from({ length: random.integer(4) }, () => pairOf(random, known))
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}

function pairOf(random: Random, known: Parameter[]): string {
  const parameter = random.integer(12) === 0 || known.length === 0 ? undefined : random.one(known)
  const words = parameter?.schema.enum
  const value = words && random.integer(2) === 0 ? random.one(words) : random.one(texts)
  const spelled =
    random.integer(10) === 0 ? random.one(['%', '%ff', '%00', '%ed%a0%80', '+']) : encodeURIComponent(value)
  return `${encodeURIComponent(parameter?.name ?? random.one(texts))}=${spelled}`
}

function headersOf(random: Random): Record<string, string> {
  if (random.integer(3) > 0) return {}
  const names = [
    'range',
    'if-none-match',
    'if-range',
    'accept',
    'accept-encoding',
    'cookie',
    'authorization',
    'idempotency-key',
  ]
  const values = [
    'bytes=0-',
    'bytes=-5',
    'bytes=5-1',
    '*',
    '"x"',
    'text/html;q=x',
    ',,,',
    ';=;',
    '\t',
    'é',
    'x'.repeat(400),
  ]
  return { [random.one(names)]: random.one(values) }
}

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`${requests} requests by chance, seed ${seed} (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const { magpie, images, collection, run } = await collectImageSite(t, { DATABASE_URL: url })
    const contract = createContract(JSON.parse((await ask(magpie.url, { path: '/openapi.json' })).text))
    const ids = [...[...images.values()].map(({ id }) => id), collection.id, run.id]
    const random = createRandom(seed)
    // What would take the ground from under the others is left to the tests that do it on purpose.
    const operations = contract.operations.filter(({ method }) => method !== 'delete')
    const failures: string[] = []
    for (let count = 0; count < requests; count++) {
      const operation = random.one(operations)
      const method = operation.method.toUpperCase()
      const asked: Asked = { method, path: addressOf(random, operation, ids), headers: headersOf(random) }
      if (method === 'POST') asked.body = random.one(bodies)
      const answer = await ask(magpie.url, asked)
      const complaints = contract.complaints(asked, answer)
      if (answer.status >= 500) complaints.push(answer.text)
      if (complaints.length > 0)
        failures.push(`${method} ${asked.path} ${asked.body ?? ''}: ${complaints}`.slice(0, 400))
    }
    t.strictSame(failures, [])
    t.equal((await ask(magpie.url, { path: '/health/ready' })).status, 200)
  })
}
