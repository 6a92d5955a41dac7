/**
 * Images made wrong by chance, through real decoders: a verdict each, facts that are sane, and nothing that grows.
 * `FUZZ_SEED`, `FUZZ_FIRST` and `FUZZ_RUNS` repeat a failure, or look further.
 */
import t from 'tap'
import { judgeAll, judging, type NamedFile } from '../../support/judging.ts'
import { mutate } from '../../support/mutations.ts'
import { createRandom } from '../../support/random.ts'
import { type SmallImage, smallImages } from '../../support/small-images.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_125)
const first = Number(process.env.FUZZ_FIRST ?? 0)
const runs = Number(process.env.FUZZ_RUNS ?? 2000)
const MiB = 1024 ** 2

/** Each is made by its number alone. */
function* mutated(images: SmallImage[]): Generator<NamedFile> {
  for (let number = first; number < first + runs; number++) {
    const random = createRandom(seed + number)
    const [image, other] = [random.one(images), random.one(images)]
    const { bytes, how } = mutate(random, image.bytes, other.bytes)
    yield { name: `seed ${seed}, number ${number} (${image.name}, ${other.name}: ${how})`, bytes }
  }
}

t.test(`fuzz: ${runs} mutated images, seed ${seed}`, { timeout: 600_000 }, async (t) => {
  const images = await smallImages()
  const judged = judging(t, { concurrency: 2, timeoutMs: 5000 })
  await judgeAll(judged, images)
  const before = process.memoryUsage.rss()
  await judgeAll(judged, mutated(images))
  const grown = Math.round((process.memoryUsage.rss() - before) / MiB)
  const { verdicts, complaints, failures, most } = judged
  t.comment({ verdicts, failures, grown, most })
  t.strictSame(complaints.slice(0, 20), [])
  t.strictSame(failures.filter(isNoTimeout), [], 'no decoder died, and none took too much memory')
  t.ok(failures.length <= runs / 500, `${failures.length} decoders took too long`)
  t.ok(grown < 256, `the server has grown by ${grown} MiB`)
  t.ok(most.decoders <= 2, `${most.decoders} decoders at once`)
  t.match(await judged.judge(images[0] as SmallImage), { verdict: 'stored' }, 'and the next one is decoded')
})

/** A machine that is busy makes any image slow. */
function isNoTimeout(failure: string): boolean {
  return !/took longer than/.test(failure)
}
