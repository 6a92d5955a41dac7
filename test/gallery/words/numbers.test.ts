import t from 'tap'
import { bytesInWords, counted, duration } from '../../../src/gallery/words/numbers.ts'

const sizes: [number, string][] = [
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9949, '9.9 kB'],
  [9960, '10 kB'],
  [1234567, '1.2 MB'],
  [86_000_000, '86 MB'],
  [5e15, '5000 TB'],
]
for (const [bytes, words] of sizes) t.test(`bytesInWords: ${bytes}`, async (t) => t.equal(bytesInWords(bytes), words))

const durations: [number, string][] = [
  [-5, '0 s'],
  [8999, '8 s'],
  [125_000, '2 min 5 s'],
  [4_320_000, '1 h 12 min'],
]
for (const [ms, words] of durations) t.test(`duration: ${ms}`, async (t) => t.equal(duration(ms), words))

t.test('counted: one and many', async (t) => {
  t.equal(counted(1, 'image'), '1 image')
  t.equal(counted(1204, 'image'), '1,204 images')
})
