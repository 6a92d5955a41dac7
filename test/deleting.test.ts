/** A replica that is killed while it removes what is left of a deleted collection: another goes on, or itself when it is back. */
import t from 'tap'
import { openDatabase } from '#platform'
import { fillCatalogue } from '../scripts/seed/fill-catalogue.ts'
import { listGoing } from '../src/modules/collect/collections/sweep-collection.ts'
import { databaseUrl, temporaryFolder } from './support/databases.ts'
import { eventually } from './support/eventually.ts'
import { everything } from './support/recount.ts'
import { startProcess } from './support/start-process.ts'

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`kill -9 in the middle of deleting: the rest goes when it is started again (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const database = openDatabase({ url })
    t.teardown(() => database.close())
    await database.migrate()
    await fillCatalogue({ database, images: 1500, imagesPerCollection: 1500 })
    const environment = { DATABASE_URL: url, DATA_DIR: temporaryFolder(t) }
    const first = await startProcess(t, environment)
    const answer = await fetch(`${first.origin}/api/v1/collections`)
    const { items } = (await answer.json()) as { items: [{ id: string }] }
    const [{ id }] = items
    const { status } = await fetch(`${first.origin}/api/v1/collections/${id}`, { method: 'DELETE' })
    await first.kill()
    t.equal(status, 204)
    t.strictSame(await listGoing(database, 2), [id], 'killed in the middle')

    const second = await startProcess(t, environment)
    t.equal((await fetch(`${second.origin}/api/v1/collections/${id}`)).status, 404)
    await eventually(
      () => listGoing(database, 2),
      (going) => going.length === 0,
    )
    await second.kill()
    const left: [table: string, rows: unknown[]][] = JSON.parse(await everything(database))
    t.strictSame(
      left.filter(([, rows]) => rows.length > 0).map(([table]) => table),
      ['catalogue_revision', 'deleted_collections'],
    )
  })
}
