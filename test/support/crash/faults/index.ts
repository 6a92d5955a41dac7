/** Everything that can happen. */
import { acceptTwice } from './accepted-twice.ts'
import * as ofDatabase from './database-faults.ts'
import { endWhenClaimed, endWhenCommitted, endWhenDelivered, endWhenDelivering, endWhenSpooled } from './failpoints.ts'
import { freezeReplica, killReplica, stopReplica, wakeUpLate } from './replica-faults.ts'
import { sayEndTwice } from './said-twice.ts'
import type { Fault } from './types.ts'

const { loseBoth, ...database } = ofDatabase
const replica = { killReplica, stopReplica, freezeReplica }

/** Two at once. */
const both: Fault = (scene) => {
  const [first, second] = [scene.random.one(Object.entries(replica)), scene.random.one(Object.entries(database))]
  scene.tell(`${first[0]} and ${second[0]}`)
  return Promise.all([first[1](scene), second[1](scene)])
}

export const faults = {
  ...replica,
  ...database,
  loseBoth,
  wakeUpLate,
  endWhenClaimed,
  endWhenCommitted,
  endWhenSpooled,
  endWhenDelivering,
  endWhenDelivered,
  sayEndTwice,
  acceptTwice,
  both,
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults
