import t from 'tap'
import { readParameters } from '../../../src/platform/http/read-parameters.ts'

const schema = {
  properties: {
    count: { type: 'integer' },
    isBig: { type: 'boolean' },
    name: { type: 'string' },
    id: { type: 'string', format: 'uuid' },
  },
}

const cases: [given: object, value: object][] = [
  [{ count: '10' }, { count: 10 }],
  [{ count: '-3' }, { count: -3 }],
  [{ count: '007' }, { count: 7 }],
  [{ count: '1e3' }, { count: '1e3' }],
  [{ count: '0x10' }, { count: '0x10' }],
  [{ count: ' 1' }, { count: ' 1' }],
  [{ count: '1.5' }, { count: '1.5' }],
  [{ count: '' }, { count: '' }],
  [{ count: '9'.repeat(400) }, { count: '9'.repeat(400) }],
  [{ count: ['1', '2'] }, { count: ['1', '2'] }],
  [{ id: '01A2-bC' }, { id: '01a2-bc' }],
  [{ id: 'URN:UUID:01A2' }, { id: '01a2' }],
  [{ name: 'URN:UUID:01A2' }, { name: 'URN:UUID:01A2' }],
  [{ isBig: 'true' }, { isBig: true }],
  [{ isBig: 'false' }, { isBig: false }],
  [{ isBig: '1' }, { isBig: '1' }],
  [
    { name: '10', other: '10' },
    { name: '10', other: '10' },
  ],
]

t.test('readParameters: numbers and truths in their plain spelling, and nothing else', async (t) => {
  for (const [given, value] of cases) {
    t.strictSame(readParameters({ ...given }, schema), value, JSON.stringify(given).slice(0, 60))
  }
})
