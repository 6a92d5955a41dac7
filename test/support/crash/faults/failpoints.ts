/** A replica ends at an exact moment of its work (`src/platform/moments.ts`). */
import { setTimeout as delay } from 'node:timers/promises'
import type { moments } from '#platform'
import type { Replica } from '../replicas.ts'
import type { Scene } from '../scene.ts'
import type { Fault } from './types.ts'

type Moment = keyof typeof moments

/** With the database there. */
const endAt =
  (moment: Moment, most: number): Fault =>
  async (scene) => {
    const replica = scene.anyReplica()
    await arm(scene, replica, `${moment} ${1 + scene.random.integer(most)}`)
    await submitUntilItEnds(scene, replica)
    await replica.start()
  }

export const endWhenClaimed = endAt('claimed', 2)
export const endWhenCommitted = endAt('committed', 6)

/** While the database is away, or when it comes back. */
const endWithout =
  (moment: Moment): Fault =>
  async (scene) => {
    const { anyReplica, submit, postgres, random, leaseMs } = scene
    const replica = anyReplica()
    await arm(scene, replica, `${moment} 1`)
    await submit(replica)
    await postgres.abort()
    await Promise.all([submit(replica), delay(random.integer(leaseMs))])
    await postgres.start()
    await replica.ended()
    scene.tell(`${replica.name} has ended, with ${replica.spools().length} spools`)
    await replica.start()
  }

export const endWhenSpooled = endWithout('spooled')
export const endWhenDelivering = endWithout('delivering')
export const endWhenDelivered = endWithout('delivered')

export async function arm({ tell }: Scene, replica: Replica, at: string): Promise<void> {
  await replica.stop()
  await replica.start(`magpie:${at}`)
  tell(`${replica.name} will end when ${at}`)
}

async function submitUntilItEnds({ submit, tell }: Scene, replica: Replica): Promise<void> {
  const ended = replica.ended().then(() => true)
  while (!(await Promise.race([ended, delay(200).then(() => false)]))) await submit(replica)
  tell(`${replica.name} has ended`)
}
