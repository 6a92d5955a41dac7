import t from 'tap'
import { createRoom } from '../../../src/modules/process/room.ts'

t.test('room: full by bytes, then by count, first come, first served', async (t) => {
  const room = createRoom({ maxCount: 2, maxBytes: 10 })
  const order: string[] = []
  const leaveFirst = await room.enter(8)
  const enter = async (name: string, bytes: number) => {
    const leave = await room.enter(bytes)
    order.push(name)
    return leave
  }
  const second = enter('second', 5)
  const third = enter('third', 1)
  const ready = room.ready().then(() => order.push('ready'))
  t.strictSame(room.held(), { count: 1, bytes: 8 })
  leaveFirst()
  const leaveSecond = await second
  const leaveThird = await third
  t.strictSame(room.held(), { count: 2, bytes: 6 })
  leaveSecond()
  await ready
  t.same(order, ['second', 'third', 'ready'])
  leaveThird()
  await room.empty()
  t.strictSame(room.held(), { count: 0, bytes: 0 })
})

t.test('room: what is larger than the room enters alone', async (t) => {
  const room = createRoom({ maxCount: 9, maxBytes: 10 })
  const leave = await room.enter(99)
  const next = room.enter(1)
  leave()
  ;(await next)()
  await room.ready()
  await room.empty()
  t.pass()
})
