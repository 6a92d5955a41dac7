import t from 'tap'
import { createByteBudget, type Reservation } from '../../../../src/modules/collect/fetch/byte-budget.ts'

/** Who asks for how many bytes in all, or leaves, and who has been granted what until then: of a budget of ten. */
type Step = [act: string, granted: string]

const plays: [title: string, steps: Step[]][] = [
  [
    'who does not fit waits, and those behind him too',
    [
      ['a 8', 'a 8'],
      ['b 5', 'a 8'],
      ['c 1', 'a 8'],
      ['a leaves', 'a 8, b 5, c 1'],
    ],
  ],
  [
    'what is larger than the budget comes alone',
    [
      ['a 99', 'a 99'],
      ['b 1', 'a 99'],
      ['a leaves', 'a 99, b 1'],
    ],
  ],
  [
    'of those who grow the oldest always may, the others when there is room, newcomers last',
    [
      ['a 5', 'a 5'],
      ['b 5', 'a 5, b 5'],
      ['b 6', 'a 5, b 5'],
      ['c 1', 'a 5, b 5'],
      ['a 50', 'a 5, b 5, a 50'],
      ['a leaves', 'a 5, b 5, a 50, b 6, c 1'],
    ],
  ],
  [
    'only a part of it is for those who grow: the rest is to begin in',
    [
      ['a 1', 'a 1'],
      ['b 1', 'a 1, b 1'],
      ['c 1', 'a 1, b 1, c 1'],
      ['b 3', 'a 1, b 1, c 1, b 3'],
      ['c 2', 'a 1, b 1, c 1, b 3'],
      ['d 3', 'a 1, b 1, c 1, b 3, d 3'],
      ['a 5', 'a 1, b 1, c 1, b 3, d 3, a 5'],
      ['e 1', 'a 1, b 1, c 1, b 3, d 3, a 5'],
      ['a leaves', 'a 1, b 1, c 1, b 3, d 3, a 5, c 2, e 1'],
    ],
  ],
  [
    'who asks for less than he has is not kept waiting',
    [
      ['a 9', 'a 9'],
      ['a 3', 'a 9, a 3'],
      ['b 2', 'a 9, a 3'],
      ['a leaves', 'a 9, a 3, b 2'],
    ],
  ],
  [
    'who leaves while he waits keeps nobody waiting, and hears so',
    [
      ['a 10', 'a 10'],
      ['b 10', 'a 10'],
      ['c 1', 'a 10'],
      ['b leaves', 'a 10, b 10'],
      ['a leaves', 'a 10, b 10, c 1'],
      ['d 9', 'a 10, b 10, c 1, d 9'],
    ],
  ],
]

for (const [title, steps] of plays) {
  t.test(`byte budget: ${title}`, async (t) => {
    const budget = createByteBudget(10)
    const reservations = new Map<string, Reservation>()
    const granted: string[] = []
    for (const [act, expected] of steps) {
      const [name = '', what = ''] = act.split(' ')
      const reservation = reservations.get(name) ?? budget.open()
      reservations.set(name, reservation)
      if (what === 'leaves') reservation.close()
      else reservation.raise(Number(what)).then(() => granted.push(act))
      for (let turn = 0; turn < 10; turn++) await null
      t.equal(granted.join(', '), expected, act)
    }
  })
}
