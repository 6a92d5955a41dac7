/** The spool: what was accepted while the database is away is on the disk, and arrives once, in order, whoever delivers it. */
import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import SQLite from 'better-sqlite3'
import t from 'tap'
import { createSpools, openDatabase, silentLog } from '#platform'
import { openSpool, type Spool, SpoolTaken } from '../../../src/platform/journal/spool/spool.ts'
import { databaseUrl } from '../../support/databases.ts'
import { createListeningLog } from '../../support/listening-log.ts'
import { numbers, openNotebook } from '../../support/notebook.ts'
import { onEveryOutage } from '../../support/outages.ts'

const record = (data: unknown, keys: string[] = []) => ({ kind: 'any', data, bytes: 100, keys })
const spooled = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.spool'))

onEveryOutage('spool: writers are answered while the database is away, and all arrives in order', async (t, outage) => {
  const { database, begin, end } = outage
  const folder = path.join(t.testdir(), 'spool')
  const lines = createListeningLog()
  const spools = createSpools({ folder, log: silentLog })
  const { journal, note, arrived } = await openNotebook(database, { log: lines.log, spools })
  t.teardown(() => journal.close())
  t.equal(await journal.write(note(0)), 'database')
  await begin()
  t.equal(await journal.write(note(1)), 'spool', 'of those who come before anybody knows')
  await journal.append(...numbers(2, 600).map((id) => note(id)))
  t.equal(await journal.write(note(601)), 'spool')
  t.match(journal.state(), { delivery: 'away', records: 601, bytes: 0, hasRoom: true })
  t.ok(journal.state().spooledBytes > 0)
  await end()
  await journal.append(...numbers(602, 700).map((id) => note(id)))
  await journal.drain()
  t.strictSame(await arrived(), numbers(0, 700))
  t.match(journal.state(), { delivery: 'delivering', records: 0, bytes: 0, spooledBytes: 0, deadLetters: 0 })
  t.strictSame(spooled(folder), [], 'no file is left')
  t.equal(await journal.write(note(701)), 'database')
})

onEveryOutage('spool: closed while the database is away, the next process delivers it', async (t, outage) => {
  const { database, begin, end } = outage
  const folder = path.join(t.testdir(), 'spool')
  const lines = createListeningLog()
  const first = await openNotebook(database, {
    spools: createSpools({ folder, log: silentLog }),
    log: lines.log,
    graceMs: 10,
  })
  await begin()
  t.equal(await first.journal.write(first.note(1)), 'spool')
  await first.journal.append(...numbers(2, 49).map((id) => first.note(id)))
  first.journal.stopWaiting()
  await first.journal.append(first.note(50))
  await first.journal.close()
  t.equal(lines.count('records were lost'), 0)
  t.equal(spooled(folder).length, 1)
  await end()
  const spools = createSpools({ folder, log: silentLog })
  spools.adopt()
  const next = await openNotebook(database, { spools })
  t.teardown(() => next.journal.close())
  t.equal(await next.journal.write(next.note(51)), 'spool', 'behind what was there before')
  await next.journal.drain()
  t.strictSame(await next.arrived(), numbers(1, 51))
  t.strictSame(spooled(folder), [])
})

t.test('spool: a process that is killed leaves all that it acknowledged', async (t) => {
  const folder = t.testdir()
  const writer = fork(new URL('../../support/spooling-process.ts', import.meta.url), [folder])
  const [acknowledged] = await once(writer, 'message')
  const spools = createSpools({ folder, log: silentLog })
  spools.adopt()
  t.equal(spools.head(), undefined, 'it is not ours while the other lives')
  writer.kill('SIGKILL')
  const [, signal] = await once(writer, 'exit')
  t.equal(signal, 'SIGKILL', 'it has not ended by itself')
  spools.adopt()
  t.teardown(() => spools.close())
  const entries = spools.head()?.read(1000, 1e9) ?? []
  t.strictSame(
    entries.map(({ records }) => records[0]?.data),
    acknowledged,
  )
})

t.test('spool: a dead letter does not stop those behind it', async (t) => {
  const database = openDatabase({ url: await databaseUrl(t, 'sqlite') })
  t.teardown(() => database.close())
  const folder = t.testdir()
  const spools = createSpools({ folder, log: silentLog })
  const { journal, note, arrived } = await openNotebook(database, { spools })
  t.teardown(() => journal.close())
  spools.append([{ seq: 0, records: [note(1), note(2, null)] }])
  await journal.append(note(3))
  await journal.drain()
  t.strictSame(await arrived(), [3])
  t.match(journal.state(), { deadLetters: 2, records: 0 })
})

onEveryOutage('spool: a disk that takes nothing: writers are refused, and what can wait does so', async (t, outage) => {
  const { database, begin, end } = outage
  const folder = path.join(t.testdir({ 'not-a-folder': '' }), 'not-a-folder', 'spool')
  const { journal, note, arrived } = await openNotebook(database, { spools: createSpools({ folder, log: silentLog }) })
  t.teardown(() => journal.close())
  await begin()
  await journal.append(note(1))
  const answer = await journal.write(note(2)).catch((error) => error)
  t.match(answer, { type: 'database-unavailable', status: 503, headers: { 'retry-after': '5' } })
  t.equal(journal.state().hasRoom, false)
  await end()
  await journal.drain()
  t.strictSame(await arrived(), [1])
})

t.test('spool: a disk that does not let go of what was delivered keeps nothing back', async (t) => {
  const database = openDatabase({ url: await databaseUrl(t, 'sqlite') })
  t.teardown(() => database.close())
  const folder = t.testdir()
  const file = path.join(folder, 'full.spool')
  const spools = createSpools({ folder, log: silentLog })
  const lines = createListeningLog()
  const { journal, note, arrived } = await openNotebook(database, { spools, log: lines.log })
  t.teardown(() => journal.close())
  const entries = numbers(1, 600).map((seq) => ({ seq, records: [{ ...note(seq), keys: [`note ${seq}`] }] }))
  leaveBehind(
    file,
    entries,
    "create trigger full before delete on entries begin select raise(abort, 'disk is full'); end",
  )
  spools.adopt()
  await journal.append(note(601))
  await journal.drain()
  t.strictSame(await arrived(), numbers(1, 601), 'each once, in order')
  t.equal(lines.count('does not let go'), 3, 'once for each batch')
  t.match(journal.state(), { records: 0, spooledBytes: 0 })
  t.equal(await journal.write(note(602)), 'database')
  t.strictSame(spooled(folder), [], 'the file goes as a whole')
})

t.test('spool: what was removed is read no more, although the disk did not let go of it', async (t) => {
  const file = path.join(t.testdir(), 'own.spool')
  const full = new SQLite(file)
  full.exec('create table entries (seq integer primary key, entry blob not null, records integer not null)')
  full.exec("create trigger full before delete on entries when old.seq = 2 begin select raise(abort, 'full'); end")
  full.close()
  const spool = openSpool(file)
  spool.append(numbers(1, 4).map((seq) => ({ seq, records: [record(seq, ['name'])] })))
  spool.remove(1)
  t.throws(() => spool.remove(2), /full/)
  t.match(spool, { first: 3, records: 2 })
  t.equal(spool.find('name')?.data, 3)
  t.strictSame(
    spool.read(9, 1e9).map(({ seq }) => seq),
    [3, 4],
  )
  spool.close()
  const again = openSpool(file)
  t.teardown(() => again.close())
  t.match(again, { first: 2, records: 3 }, 'it is delivered once more')
})

onEveryOutage('spool: a full one refuses writers until there is room again', async (t, { database, begin, end }) => {
  const spools = createSpools({ folder: t.testdir(), maxBytes: 1000, log: silentLog })
  const { journal, note, arrived } = await openNotebook(database, { spools })
  t.teardown(() => journal.close())
  await begin()
  t.equal(await journal.write(note(1, 'x'.repeat(2000))), 'spool')
  t.equal(journal.state().hasRoom, false)
  t.match(await journal.write(note(2)).catch((error) => error), { type: 'database-unavailable' })
  await end()
  await journal.drain()
  t.equal(await journal.write(note(3)), 'database')
  t.strictSame(await arrived(), [1, 3])
})

t.test('spool: records come back as they were, are found by name, and one process has the file', async (t) => {
  const file = path.join(t.testdir(), 'own.spool')
  const spool = openSpool(file)
  const data = { at: 1, text: 'ä', bytes: Buffer.from([0, 255]), list: [null, 2.5] }
  spool.append([
    { seq: 4, records: [record('first', ['a']), record(data, ['b'])] },
    { seq: 9, records: [record('later', ['b'])] },
  ])
  t.strictSame(spool.find('b')?.data, data, 'the oldest of that name')
  t.equal(spool.find('c'), undefined)
  t.match(spool, { first: 4, records: 3 })
  t.throws(() => openSpool(file), SpoolTaken)
  t.strictSame(
    spool.read(1, 1).map(({ seq }) => seq),
    [4],
    'one at least',
  )
  spool.remove(4)
  t.strictSame(spool.find('b')?.data, 'later')
  t.match(spool, { first: 9, records: 1 })
  spool.close()
  const again = openSpool(file)
  t.match(again, { first: 9, records: 1 })
  again.remove(9)
  t.match(again, { first: undefined, records: 0, bytes: 0 })
  again.close()
  t.equal(existsSync(file), false)
})

t.test('spool: of a failed append nothing is kept', async (t) => {
  const spool = openSpool(path.join(t.testdir(), 'own.spool'))
  t.teardown(() => spool.close())
  spool.append([{ seq: 1, records: [record('there')] }])
  t.throws(() =>
    spool.append([
      { seq: 2, records: [record('new')] },
      { seq: 1, records: [record('twice')] },
    ]),
  )
  t.match(spool, { first: 1, records: 1 })
  t.strictSame(
    spool.read(9, 1e9).map(({ seq }) => seq),
    [1],
  )
})

t.test('spools: one with a damaged entry is delivered up to it, and keeps nothing back', async (t) => {
  const database = openDatabase({ url: await databaseUrl(t, 'sqlite') })
  t.teardown(() => database.close())
  const folder = t.testdir()
  const file = path.join(folder, 'broken.spool')
  const lines = createListeningLog()
  const spools = createSpools({ folder, log: lines.log })
  const { journal, note, arrived } = await openNotebook(database, { spools })
  t.teardown(() => journal.close())
  const entries = numbers(1, 3).map((seq) => ({ seq, records: [note(seq)] }))
  leaveBehind(file, entries, "update entries set entry = x'00' where seq = 2")
  spools.adopt()
  await journal.append(note(4))
  await journal.drain()
  t.strictSame(await arrived(), [1, 4])
  spools.adopt()
  t.equal(lines.count('could not be read'), 1, 'once')
  const again = openSpool(file)
  t.teardown(() => again.close())
  t.match(again, { first: 2, records: 2 }, 'the rest is there to be looked at')
})

t.test('spools: a disk that takes no bytes is left no files', { skip: process.platform === 'win32' }, async (t) => {
  const folder = t.testdir()
  const writer = fileURLToPath(new URL('../../support/refused-spool.ts', import.meta.url))
  // Files of no bytes can be made, as on a disk that is full.
  const limited = ['-c', 'ulimit -f 0; exec "$0" "$@"', process.execPath, writer, folder, '3']
  t.equal(spawnSync('sh', limited, { encoding: 'utf8' }).stdout, '3', 'each was refused')
  t.strictSame(readdirSync(folder), [])
})

t.test('spools: a damaged file is left alone, and said', async (t) => {
  const folder = t.testdir()
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'broken.spool'), 'x'.repeat(5000))
  chmodSync(path.join(folder, 'broken.spool'), 0o600)
  const lines = createListeningLog()
  const spools = createSpools({ folder, log: lines.log })
  spools.adopt()
  spools.adopt()
  t.teardown(() => spools.close())
  t.equal(lines.count('could not be opened'), 1, 'once')
  t.equal(spools.head(), undefined)
  t.strictSame(spooled(folder), ['broken.spool'])
})

/** A spool as a process left it, and as something befell it then. */
function leaveBehind(file: string, entries: Parameters<Spool['append']>[0], mishap: string): void {
  const spool = openSpool(file)
  spool.append(entries)
  spool.close()
  const raw = new SQLite(file)
  raw.exec(mishap)
  raw.close()
}
