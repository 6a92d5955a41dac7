import t from 'tap'
import { createPictureSlots } from '../../../../../src/modules/collect/crawl/images/picture-slots.ts'

/** Asks for a place and tells whether it was had at once. */
function start(options: { perHost: number; inAll: number }) {
  const slots = createPictureSlots(options)
  const inside: string[] = []
  const leavers = new Map<string, () => void>()
  return {
    inside,
    ask: (host: string, name: string) =>
      slots.enter(host).then((leave) => {
        inside.push(name)
        leavers.set(name, leave)
      }),
    async leave(name: string) {
      leavers.get(name)?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  }
}

t.test('slots: a host that is full delays nobody but itself', async (t) => {
  const { ask, inside, leave, turn } = start({ perHost: 2, inAll: 10 })
  for (const name of ['slow 1', 'slow 2', 'slow 3', 'slow 4']) void ask('slow', name)
  for (const name of ['fast 1', 'fast 2']) void ask('fast', name)
  await turn()
  t.strictSame(inside, ['slow 1', 'slow 2', 'fast 1', 'fast 2'])
  await leave('slow 1')
  t.strictSame(inside.slice(4), ['slow 3'])
  await leave('slow 2')
  await leave('slow 3')
  t.strictSame(inside.slice(4), ['slow 3', 'slow 4'])
})

t.test('slots: no more than so many in all, first come, first served, and none is forgotten', async (t) => {
  const { ask, inside, leave, turn } = start({ perHost: 2, inAll: 3 })
  for (const host of ['a', 'b', 'c', 'd', 'e', 'a', 'a', 'b']) void ask(host, `${host}${inside.length}`).catch(t.threw)
  await turn()
  t.equal(inside.length, 3)
  for (let left = 0; left < 8; left++) await leave(inside[left] as string)
  t.equal(inside.length, 8)
})
