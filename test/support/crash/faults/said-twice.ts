/** The end of a run is said again, by a replica that died before it could forget it, when somebody has opened the run again. */
import type { Run } from '#collect'
import { eventually } from '../../eventually.ts'
import { createHold } from '../hold.ts'
import type { Entry } from '../ledger.ts'
import type { Replica } from '../replicas.ts'
import type { Scene } from '../scene.ts'
import { arm } from './failpoints.ts'
import type { Fault } from './types.ts'

export const sayEndTwice: Fault = async (scene) => {
  const { anyReplica, otherThan, websites } = scene
  const replica = anyReplica()
  const other = otherThan(replica)
  await arm(scene, replica, 'delivered 1')
  const entry = await endWhileAway(scene, replica)
  await replica.ended()
  await ended(other, entry)
  const hold = createHold()
  await websites.mend(entry.plan, hold.serve)
  await retry(other, entry)
  await hold.until((askers) => askers.length > 0)
  await replica.start()
  await eventually(
    async () => replica.spools(),
    (spools) => spools.length === 0,
  )
  const { finishedAt } = await findRun(other, entry)
  if (finishedAt) throw new Error(`${entry.plan.name} is at work, and has ended by what was said of it before`)
  hold.letGo()
}

/** A run that comes to its end while Postgres is away, and leaves that to the replica's spool. */
async function endWhileAway(
  { postgres, replicas, submit, websites, ledger, tell }: Scene,
  replica: Replica,
): Promise<Entry> {
  const hold = createHold()
  const entry = await ledger.submit(await websites.plan('list', hold.serve), replica)
  await hold.until((askers) => askers.length > 0)
  tell(`${hold.askers()} works on ${entry.plan.name}`)
  await postgres.abort()
  hold.letGo()
  await eventually(
    async () => replicas.flatMap(({ log }) => log),
    (log) => log.some((line) => line.includes('run ended') && line.includes(entry.runId)),
  )
  // Where another has worked on it, the replica has this one to end for.
  await submit(replica)
  await postgres.start()
  return entry
}

async function ended(replica: Replica, entry: Entry): Promise<void> {
  await eventually(
    () => findRun(replica, entry),
    ({ finishedAt }) => Boolean(finishedAt),
  )
}

async function findRun({ origin }: Replica, { runId }: Entry): Promise<Run> {
  return (await fetch(`${origin}/api/v1/runs/${runId}`)).json() as Promise<Run>
}

async function retry({ origin }: Replica, { runId }: Entry): Promise<void> {
  await eventually(
    () => fetch(`${origin}/api/v1/runs/${runId}/retry`, { method: 'POST' }),
    ({ status }) => status === 202,
  )
}
