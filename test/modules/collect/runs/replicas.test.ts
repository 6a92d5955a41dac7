/** What holds when several replicas on one database are asked at once. */
import t from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { databaseUrl } from '../../../support/databases.ts'
import { startMagpie } from '../../../support/magpie.ts'
import { startSite } from '../../../support/site.ts'

t.test('one Idempotency-Key, two replicas at once: one collection (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const site = await startSite(t, { routes: { '/': 'page' } })
  const replicas = await Promise.all([startMagpie(t, { DATABASE_URL: url }), startMagpie(t, { DATABASE_URL: url })])
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(
      replicas.map(({ app }) =>
        app.server.inject({
          method: 'POST',
          url: '/api/v1/collections',
          headers: { 'idempotency-key': `round ${round}` },
          payload: { url: `${site.url}/` },
        }),
      ),
    )
    t.strictSame(
      answers.map(({ statusCode }) => statusCode),
      [202, 202],
    )
    t.equal(new Set(answers.map((answer) => answer.json<CollectionAnswer>().id)).size, 1)
  }
  const [first] = replicas
  const { items } = await first.get<{ items: CollectionAnswer[] }>('/collections')
  t.equal(items.length, 10)
})

t.test('collect again, two replicas at once: one run (Postgres)', async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  const held: (() => void)[] = []
  let isHolding = false
  const site = await startSite(t, {
    routes: {
      '/': (_request, response) => {
        if (isHolding) held.push(() => response.end('page'))
        else response.end('page')
      },
    },
  })
  const replicas = await Promise.all([startMagpie(t, { DATABASE_URL: url }), startMagpie(t, { DATABASE_URL: url })])
  const { collection } = await replicas[0].collect(`${site.url}/`)
  isHolding = true
  const answers = await Promise.all(
    [...replicas, ...replicas].map(({ app }) =>
      app.server.inject({ method: 'POST', url: `/api/v1/collections/${collection.id}/runs` }),
    ),
  )
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [202, 409, 409, 409])
  const run = answers.find(({ statusCode }) => statusCode === 202)?.json<Run>()
  await replicas[1].app.server.inject({ method: 'POST', url: `/api/v1/runs/${run?.id}/cancel` })
  for (const end of held) end()
})
