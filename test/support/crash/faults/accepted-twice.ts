/** While two replicas are cut off, one takes a submission and dies before it can say so, and another takes it as well. */
import { eventually } from '../../eventually.ts'
import { arm } from './failpoints.ts'
import type { Fault } from './types.ts'

export const acceptTwice: Fault = async (scene) => {
  const { anyReplica, replicas, submit } = scene
  const first = anyReplica()
  await arm(scene, first, 'spooled 1')
  for (const { proxy } of replicas) proxy.close()
  await submit(first)
  first.proxy.open()
  await first.ended()
  await first.start()
  await eventually(
    async () => first.spools(),
    (spools) => spools.length === 0,
  )
  for (const { proxy } of replicas) proxy.open()
}
