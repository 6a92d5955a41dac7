/** Everything that can happen. */
import {
  abortPostgres,
  endConnections,
  killPostgres,
  loseBoth,
  loseCommits,
  partition,
  silentConnections,
  silentNetwork,
  stopPostgres,
} from './database-faults.ts'
import { endWhenClaimed, endWhenCommitted, endWhenDelivered, endWhenDelivering, endWhenSpooled } from './failpoints.ts'
import { freezeReplica, killReplica, stopReplica, wakeUpLate } from './replica-faults.ts'
import { sayEndTwice } from './said-twice.ts'
import type { Fault } from './types.ts'

export type { Fault } from './types.ts'

export const faults: Record<string, Fault> = {
  killReplica,
  stopReplica,
  freezeReplica,
  wakeUpLate,
  stopPostgres,
  abortPostgres,
  killPostgres,
  loseBoth,
  endConnections,
  loseCommits,
  partition,
  endWhenClaimed,
  endWhenCommitted,
  endWhenSpooled,
  endWhenDelivering,
  endWhenDelivered,
  sayEndTwice,
  silentConnections,
  silentNetwork,
}
