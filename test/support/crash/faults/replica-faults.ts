/** A replica ends, or sleeps for longer than its lease. */
import { setTimeout as delay } from 'node:timers/promises'
import { createHold } from '../hold.ts'
import { within } from '../scene.ts'
import type { Fault } from './types.ts'

export const killReplica: Fault = async ({ anyReplica }) => {
  const replica = anyReplica()
  await replica.kill()
  await replica.start()
}

export const stopReplica: Fault = async ({ anyReplica }) => {
  const replica = anyReplica()
  await replica.stop()
  await replica.start()
}

export const freezeReplica: Fault = async ({ anyReplica, otherThan, submit, leaseMs }) => {
  const replica = anyReplica()
  replica.freeze()
  await Promise.all([delay(leaseMs * 1.5), submit(otherThan(replica))])
  replica.thaw()
}

/** When it wakes up another works on its run: it lets go of everything that it had asked for. */
export const wakeUpLate: Fault = async ({ anyReplica, replicas, submit, tell }) => {
  const hold = createHold()
  await submit(anyReplica(), hold.serve)
  await hold.until((askers) => askers.length > 0)
  const [name = ''] = hold.askers()
  const replica = replicas.find((each) => each.name === name)
  replica?.freeze()
  await hold.until((askers) => askers.some((asker) => asker !== name))
  tell(`${name} wakes up, and ${hold.askers()} work on its run`)
  replica?.thaw()
  const isGone = hold.until((askers) => !askers.includes(name))
  await within(15_000, `${name}, which has lost its run, stops fetching`, isGone)
  hold.letGo()
}
