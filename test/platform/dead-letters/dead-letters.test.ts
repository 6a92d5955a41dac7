/** Dead letters in the database: kept once, listed newest first, and kept from records that the journal could not store. */
import { createDeadLetters, weigh } from '#platform'
import { onEveryDatabase } from '../../support/databases.ts'
import { numbers, openNotebook } from '../../support/notebook.ts'

const record = (data: unknown, keys: string[] = []) => ({ kind: 'note', data, bytes: weigh(data), keys })

onEveryDatabase(
  'dead letters: kept once, listed newest first in pages, found as they were, removed',
  async (t, database) => {
    const deadLetters = createDeadLetters({ database })
    const bytes = new Uint8Array([0, 255, 7])
    await deadLetters.keep([record({ bytes, text: 'a\0b' }, ['run 1'])], new Error('says\0 no'))
    await deadLetters.keep([record({ bytes, text: 'a\0b' }, ['run 1'])], new Error('says no again'))
    for (const id of numbers(1, 4)) await deadLetters.keep([record(id), record('with it')], 'odd')
    const first = await deadLetters.list({ limit: 3, after: undefined })
    const second = await deadLetters.list({ limit: 3, after: first.next ?? [] })
    t.equal(second.next, null)
    const all = [...first.items, ...second.items]
    t.equal(new Set(all.map(({ id }) => id)).size, 5)
    t.strictSame(
      all.map(({ setAsideAt }) => setAsideAt),
      all
        .map(({ setAsideAt }) => setAsideAt)
        .sort()
        .reverse(),
    )
    const letter = all.find(({ kinds }) => kinds.length === 1)
    t.match(letter, { kinds: ['note'], about: ['run 1'], reason: 'says\uFFFD no' })
    t.strictSame(await deadLetters.findRecords(letter?.id ?? ''), [record({ bytes, text: 'a\0b' }, ['run 1'])])
    t.equal(await deadLetters.remove(letter?.id ?? ''), true)
    t.equal(await deadLetters.remove(letter?.id ?? ''), false)
    t.equal(await deadLetters.findRecords(letter?.id ?? ''), undefined)
  },
)

onEveryDatabase(
  'dead letters: the journal keeps what nobody waits for, and can store it later',
  async (t, database) => {
    const deadLetters = createDeadLetters({ database })
    const { journal, note, arrived } = await openNotebook(database, { deadLetters })
    t.teardown(() => journal.close())
    await journal.append(note(1), note(2, null), note(3))
    await t.rejects(journal.write(note(4, null)))
    await journal.drain()
    const { items } = await deadLetters.list({ limit: 10, after: undefined })
    t.match(items, [{ kinds: ['note'], reason: /null/i }])
    t.equal(items.length, 1, 'whoever waited was told instead')
    t.strictSame(await deadLetters.findRecords(items[0]?.id ?? ''), [note(2, null)])
    t.strictSame(await arrived(), [1, 3])
  },
)

onEveryDatabase('dead letters: while they cannot be kept, their record waits', async (t, database) => {
  const deadLetters = createDeadLetters({ database })
  const db = database.tables<Record<string, never>>()
  await db.schema.alterTable('dead_letters').renameTo('elsewhere').execute()
  const { journal, note, arrived } = await openNotebook(database, { deadLetters })
  t.teardown(() => journal.close())
  await journal.append(note(1, null), note(2))
  t.equal(await journal.catchUp(), false, 'as if the database was away')
  await db.schema.alterTable('elsewhere').renameTo('dead_letters').execute()
  await journal.drain()
  t.equal((await deadLetters.list({ limit: 10, after: undefined })).items.length, 1)
  t.strictSame(await arrived(), [2])
})
