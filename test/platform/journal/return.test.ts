/** As it is by default: how soon everything goes on when the database is back. */
import { createSpools, silentLog } from '#platform'
import { createListeningLog } from '../../support/listening-log.ts'
import { numbers, openNotebook } from '../../support/notebook.ts'
import { onEveryOutage } from '../../support/outages.ts'

/** The promise of docs/operations.md. */
const promisedMs = 5000

/** What lies between two tries when an outage has lasted. */
const longest = { baseMs: 1500, maxMs: 1500 }

onEveryOutage(
  'return: all goes on by itself within five seconds',
  async (t, { database, begin, end }) => {
    const lines = createListeningLog()
    const spools = createSpools({ folder: t.testdir(), log: silentLog })
    const { journal, note, arrived } = await openNotebook(database, { spools, log: lines.log, backoff: longest })
    t.teardown(() => journal.close())
    await journal.write(note(0))
    await begin()
    const isAway = lines.says('the database is away')
    await journal.append(note(1))
    await isAway
    await Promise.all(numbers(2, 10).map((id) => journal.write(note(id))))
    await end()
    const back = performance.now()
    await journal.drain()
    const tookMs = performance.now() - back
    t.ok(tookMs < promisedMs, `${Math.round(tookMs)} ms`)
    t.strictSame(await arrived(), numbers(0, 10))
  },
  {},
)
