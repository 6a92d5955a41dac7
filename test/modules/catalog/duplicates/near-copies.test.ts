/** Near copies: each image in one group at most, under the best that shows the same picture. */
import t from 'tap'
import {
  type Comparable,
  type CopiesOf,
  groupNearCopies,
} from '../../../../src/modules/catalog/duplicates/near-copies.ts'
import { bitsBetween, flipped, randomHash } from '../../../support/hashes.ts'
import { createRandom } from '../../../support/random.ts'

const random = createRandom(14)
const hash = randomHash(random)
let made = 0

function comparable(more: Partial<Comparable> = {}): Comparable {
  made += 1
  return { id: String(made).padStart(64, '0'), phash: hash, width: 400, height: 300, bytes: 1000, ...more }
}

const told = (groups: CopiesOf[]) =>
  groups.map(({ best, copies, wastedBytes }) => ({
    best: best.id,
    copies: copies.map(({ image, distance }) => [image.id, distance]),
    wastedBytes,
  }))

t.test('groupNearCopies: the largest is the best, of equals the lightest; nearest first', async (t) => {
  const [best, heavy] = [comparable(), comparable({ bytes: 2000 })]
  const small = comparable({ width: 200, height: 150, bytes: 300, phash: flipped(random, hash, 3) })
  t.strictSame(told(await groupNearCopies([small, heavy, best])), [
    {
      best: best.id,
      copies: [
        [heavy.id, 0],
        [small.id, 3],
      ],
      wastedBytes: 2300,
    },
  ])
})

t.test('groupNearCopies: not what is further apart, of another shape, or alone', async (t) => {
  const others = [
    comparable({ phash: flipped(random, hash, 5) }),
    comparable({ width: 300, height: 400 }),
    comparable({ width: 400, height: 310, bytes: 5000 }),
  ]
  t.strictSame(await groupNearCopies([comparable(), ...others]), [])
  t.strictSame(await groupNearCopies([]), [])
  const rounded = comparable({ width: 101, height: 75 })
  t.equal((await groupNearCopies([comparable(), rounded])).length, 1)
})

t.test('groupNearCopies: what brute force finds', async (t) => {
  const images = Array.from({ length: 200 }, () => randomHash(random)).flatMap((base) =>
    Array.from({ length: 1 + random.integer(8) }, () =>
      comparable({
        phash: flipped(random, base, random.integer(4)),
        width: 4 * (10 + random.integer(40)),
        height: 100,
        bytes: random.integer(1000),
      }),
    ),
  )
  const groups = await groupNearCopies(images)
  const ranked = images.toSorted((a, b) => b.width - a.width || a.bytes - b.bytes || (a.id < b.id ? -1 : 1))
  const taken = new Set<string>()
  const expected = ranked.flatMap((best) => {
    if (taken.has(best.id)) return []
    taken.add(best.id)
    const copies = ranked.filter(
      (image) =>
        !taken.has(image.id) &&
        bitsBetween(image.phash, best.phash) <= 4 &&
        Math.max(image.width, best.width) / Math.min(image.width, best.width) <= 1.02,
    )
    for (const { id } of copies) taken.add(id)
    return copies.length > 0 ? [[best.id, ...copies.map(({ id }) => id).sort()]] : []
  })
  t.ok(expected.length > 10)
  t.strictSame(
    groups.map(({ best, copies }) => [best.id, ...copies.map(({ image }) => image.id).sort()]),
    expected,
  )
})
