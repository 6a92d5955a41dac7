/**
 * The images by which codecs are tested, through real decoders: a verdict each, and what is known of some of them.
 * `npm run test:corpus` fetches them; `CORPUS` names another folder, of any files at all.
 */
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import t, { type Test } from 'tap'
import type { Outcome } from '#process'
import { chunksOf } from '../../src/modules/process/decoder/damage/png-chunks.ts'
import { judgeAll, judging, type UnreadFile } from '../support/judging.ts'
import { pngSuiteFacts, truths } from '../support/known-images.ts'

const folder = path.resolve(process.env.CORPUS ?? path.join(import.meta.dirname, '../../corpus'))
const skip = existsSync(folder) ? false : 'no corpus is here: npm run test:corpus fetches it'
const timeout = 600_000

/** By path within the folder. */
type Outcomes = Map<string, Outcome>

t.test(
  'corpus: a verdict each, and those of which something is known are as they should be',
  { skip, timeout },
  async (t) => {
    const outcomes = await judgeFolder(t)
    for (const [name, facts] of truths) isKnown(t, outcomes, name, facts)
    for (const name of outcomes.keys()) isOfPngSuite(t, outcomes, name)
  },
)

async function judgeFolder(t: Test): Promise<Outcomes> {
  const files = filesOf(folder)
  const judged = judging(t, { concurrency: 2 })
  const outcomes: Outcomes = new Map()
  await judgeAll(judged, files, ({ name }, outcome) => outcomes.set(name, outcome))
  const { verdicts, complaints, failures, most } = judged
  t.comment({ verdicts, failures, most })
  t.ok(files.length > 0, `${files.length} files`)
  t.equal(outcomes.size, files.length, 'each has a verdict')
  t.strictSame(complaints, [])
  t.strictSame(failures, [], 'no decoder was lost')
  t.ok(most.decoders <= 2, `${most.decoders} decoders at once`)
  return outcomes
}

function filesOf(root: string): UnreadFile[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name))
  return files.map((file) => {
    const name = path.relative(root, file)
    return { name, read: async () => (pngSuiteFacts(name) ? withoutGamma(await readFile(file)) : readFile(file)) }
  })
}

/** Of those of PngSuite only the ones that are not interlaced state one, by which browsers show them brighter. */
function withoutGamma(png: Buffer): Buffer {
  const chunks = chunksOf(png).filter(({ type }) => type !== 'gAMA')
  return Buffer.concat([png.subarray(0, 8), ...chunks.map(({ whole }) => whole)])
}

/** The interlaced ones are the same pictures as the others. */
function isOfPngSuite(t: Test, outcomes: Outcomes, name: string): void {
  const facts = pngSuiteFacts(name)
  if (!facts) return
  isKnown(t, outcomes, name, facts)
  const plain = name.replace('/i', '/')
  if (plain !== name) t.same(looksOf(outcomes.get(name)), looksOf(outcomes.get(plain)), `${name} looks like ${plain}`)
}

/** Another version of a package, or a corpus of one's own, may lack it. */
function isKnown(t: Test, outcomes: Outcomes, name: string, facts: object): void {
  const outcome = outcomes.get(name)
  if (outcome) t.match(outcome, { verdict: 'stored', facts: { damaged: false, ...facts } }, name)
}

function looksOf(outcome: Outcome | undefined) {
  if (outcome?.verdict !== 'stored') return outcome
  const { color, thumbhash, phash, palette } = outcome.facts
  return { color, thumbhash, phash, palette }
}
