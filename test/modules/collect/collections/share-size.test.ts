/** How much is removed at once. */
import t from 'tap'
import { nextSize } from '../../../../src/modules/collect/collections/share-size.ts'

const cases: [size: number, tookMs: number, next: number][] = [
  [50, 60, 50],
  [50, 120, 25],
  [50, 40, 75],
  [50, 1, 100],
  [50, 0, 100],
  [50, 60_000, 25],
  [12, 600, 10],
  [200, 1, 300],
]

for (const [size, tookMs, next] of cases) {
  t.equal(nextSize('sqlite', size, tookMs), next, `${size} in ${tookMs} ms`)
}

t.equal(nextSize('postgres', 50, 100), 100, 'the server does not wait for Postgres')
