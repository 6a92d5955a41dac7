/** Near hashes: how far they are, and that none is missed where they are looked for. */
import t from 'tap'
import { bandsNear, distanceFrom, maxDistance } from '../../../../src/modules/catalog/similar/near-hashes.ts'
import { flipped, randomHash } from '../../../support/hashes.ts'
import { createRandom } from '../../../support/random.ts'

t.test('distanceFrom: the bits that differ, in both halves', async (t) => {
  const distances = { '0': 0, '1': 1, f: 4, '8000000000000000': 1, '8000000080000001': 3, ffffffffffffffff: 64 }
  const distanceTo = distanceFrom('0'.repeat(16))
  for (const [hash, distance] of Object.entries(distances)) t.equal(distanceTo(hash.padStart(16, '0')), distance, hash)
  t.equal(distanceFrom('f'.repeat(16))('7fffffff7fffffff'), 2)
})

t.test('bandsNear: so many values, each once', async (t) => {
  const counts = (distance: number) => bandsNear('0123456789abcdef', distance).map(({ values }) => values.length)
  t.strictSame(counts(0), [1, 0, 0, 0])
  t.strictSame(counts(3), [1, 1, 1, 1])
  t.strictSame(counts(4), [17, 1, 1, 1])
  t.strictSame(counts(8), [137, 17, 17, 17])
  t.strictSame(counts(11), [137, 137, 137, 137])
  t.strictSame(counts(16), [2517, 697, 697, 697])
  for (const { start, values } of bandsNear('0123456789abcdef', maxDistance)) {
    t.equal(new Set(values).size, values.length)
    t.equal(values[0], '0123456789abcdef'.slice(start - 1, start + 3))
  }
})

t.test('bandsNear: whatever bits differ, a band has one of the values', async (t) => {
  const random = createRandom(6)
  for (let distance = 0; distance <= maxDistance; distance++) {
    const hash = randomHash(random)
    const bands = bandsNear(hash, distance).map(({ start, values }) => ({ start, values: new Set(values) }))
    for (let count = 0; count < 300; count++) {
      const other = flipped(random, hash, distance)
      t.equal(distanceFrom(hash)(other), distance)
      if (!bands.some(({ start, values }) => values.has(other.slice(start - 1, start + 3))))
        t.fail(`${hash} ${other} ${distance}`)
    }
  }
})
