import t from 'tap'
import { objectionTo } from '../../../../../src/modules/collect/crawl/images/same-picture.ts'

const own = { width: 300, height: 200, phash: 'f0f0f0f0f0f0f0f0' }

const others: [
  title: string,
  other: typeof own | (Omit<typeof own, 'phash'> & { phash: null }),
  objection: RegExp | undefined,
][] = [
  ['larger', { ...own, width: 3000, height: 2000 }, undefined],
  ['larger, rounded', { ...own, width: 1025, height: 683 }, undefined],
  ['larger, a few bits off', { width: 600, height: 400, phash: 'f0f0f0f0f0f0f0ff' }, undefined],
  ['as large', own, /not larger/],
  ['smaller', { ...own, width: 30, height: 20 }, /not larger/],
  ['cropped', { ...own, width: 2000, height: 2000 }, /another shape/],
  ['something else', { width: 600, height: 400, phash: '0f0f0f0f0f0f0f0f' }, /something else/],
  ['flat', { width: 600, height: 400, phash: null }, /cannot be told/],
]

for (const [title, other, objection] of others) {
  t.test(`larger form: ${title}`, async (t) => {
    const answer = objectionTo(other, own)
    if (objection) t.match(answer, objection)
    else t.equal(answer, undefined)
  })
}
