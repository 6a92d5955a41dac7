import t from 'tap'
import { addressKey, newId, storableText } from '#platform'
import { pageSeen } from '../../src/modules/collect/records.ts'
import type { CollectTables } from '../../src/modules/collect/tables.ts'
import { onEveryDatabase } from '../support/databases.ts'
import { collected, page, store } from '../support/facts.ts'

t.test('storableText: what Postgres refuses is replaced, the rest stays', async (t) => {
  for (const [given, stored] of [
    ['plain', 'plain'],
    ['', ''],
    ['a\0b\0', 'a\uFFFDb\uFFFD'],
    ['\uD800 lone', '\uFFFD lone'],
    ['lone \uDC00', 'lone \uFFFD'],
    ['whole 🐦', 'whole 🐦'],
    ['\u202E turned', '\u202E turned'],
  ] as const)
    t.equal(storableText(given), stored)
  t.equal(storableText(null), null)
})

onEveryDatabase('storableText: what it gives can be stored', async (t, database) => {
  const { runId } = await collected(database)
  const title = `\0 \uD800 ${'🐦'.repeat(10_000)}`
  await store(database, pageSeen.record(page(runId, `${'long'.repeat(5000)}`, { title, reason: title })))
  const row = await database.tables<CollectTables>().selectFrom('pages').selectAll().executeTakeFirstOrThrow()
  t.equal(row.title, storableText(title))
})

t.test('addressKey: short, the same for the same address, another for another', async (t) => {
  t.match(addressKey('http://a.test/'), /^[\w-]{22}$/)
  t.equal(addressKey('http://a.test/'), addressKey('http://a.test/'))
  t.not(addressKey('http://a.test/'), addressKey('http://a.test/#'))
  t.equal(addressKey('x'.repeat(1e6)).length, 22)
})

t.test('newId: sorts by the time of its making', async (t) => {
  const ids = Array.from({ length: 1000 }, () => newId())
  t.strictSame([...ids].sort(), ids)
  t.match(ids[0], /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
