import t from 'tap'
import { bytesInWords, counted, duration, percent, playTime } from '../../../src/gallery/words/numbers.ts'

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

const playTimes: [number, string][] = [
  [40, '0.04 s'],
  [2540, '2.5 s'],
  [3000, '3 s'],
  [65_000, '1 min 5 s'],
]
for (const [ms, words] of playTimes) t.test(`playTime: ${ms}`, async (t) => t.equal(playTime(ms), words))

t.test('percent: what is there is never 0', async (t) => {
  t.same([0, 0.004, 0.455, 1].map(percent), ['0 %', '< 1 %', '46 %', '100 %'])
})

t.test('counted: one and many', async (t) => {
  t.equal(counted(1, 'image'), '1 image')
  t.equal(counted(1204, 'image'), '1,204 images')
})
