import t from 'tap'
import { createByteBudget, type Reservation } from '../../../../src/modules/collect/fetch/byte-budget.ts'

/** Names in the order in which they were granted. */
function granted() {
  const names: string[] = []
  const ask = async (name: string, reservation: Reservation, bytes: number) => {
    await reservation.raise(bytes)
    names.push(name)
  }
  return { names, ask }
}

const turns = async () => {
  for (let turn = 0; turn < 10; turn++) await null
}

t.test('byte budget: who does not fit waits, and those behind him too', async (t) => {
  const budget = createByteBudget(10)
  const { names, ask } = granted()
  const [a, b, c] = [budget.open(), budget.open(), budget.open()]
  ask('a', a, 8)
  ask('b', b, 5)
  ask('c', c, 1)
  await turns()
  t.same(names, ['a'])
  a.close()
  await turns()
  t.same(names, ['a', 'b', 'c'])
})

t.test('byte budget: what is larger than the budget comes alone', async (t) => {
  const budget = createByteBudget(10)
  const { names, ask } = granted()
  const [a, b] = [budget.open(), budget.open()]
  ask('a', a, 99)
  ask('b', b, 1)
  await turns()
  t.same(names, ['a'])
  a.close()
  await turns()
  t.same(names, ['a', 'b'])
})

t.test(
  'byte budget: of those who grow the oldest always may, the others when there is room, newcomers last',
  async (t) => {
    const budget = createByteBudget(10)
    const { names, ask } = granted()
    const [a, b, c] = [budget.open(), budget.open(), budget.open()]
    await Promise.all([a.raise(5), b.raise(5)])
    ask('b grows', b, 6)
    ask('c', c, 1)
    ask('a grows', a, 50)
    await turns()
    t.same(names, ['a grows'])
    a.close()
    await turns()
    t.same(names, ['a grows', 'b grows', 'c'])
  },
)

t.test('byte budget: who leaves while he waits keeps nobody waiting', async (t) => {
  const budget = createByteBudget(10)
  const { names, ask } = granted()
  const [a, b, c] = [budget.open(), budget.open(), budget.open()]
  ask('a', a, 10)
  ask('b', b, 10)
  ask('c', c, 1)
  b.close()
  a.close()
  await turns()
  t.same(names, ['a', 'b', 'c'])
  await budget.open().raise(9)
})
