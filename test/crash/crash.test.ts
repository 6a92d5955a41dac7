/**
 * Replicas, their database and the ways between them fail while websites are collected, and nothing that was acknowledged is lost.
 * `CRASH_ROUNDS` says for how long, and `CRASH_FAULTS` names those to choose among; without, it is a short form.
 * `CRASH_SEED` repeats what a seed chose; the instants are the processes' own.
 */
import t, { type Test } from 'tap'
import { type FaultName, faults } from '../support/crash/faults/index.ts'
import { checkAll, settled } from '../support/crash/oracle.ts'
import { createScene, type Scene, within } from '../support/crash/scene.ts'
import { databaseUrl } from '../support/databases.ts'
import type { Random } from '../support/random.ts'

/** By these a spool that is not written, records that count twice, and leases that do not fence have been found out. */
const shortForm: FaultName[] = ['loseBoth', 'loseCommits', 'wakeUpLate', 'sayEndTwice']

const { CRASH_FAULTS, CRASH_ROUNDS, CRASH_SEED } = process.env
const all = Object.keys(faults) as FaultName[]
const names = (CRASH_FAULTS?.split(',') as FaultName[] | undefined) ?? (CRASH_ROUNDS ? all : shortForm)
const rounds = Number(CRASH_ROUNDS ?? names.length)
const seed = Number(CRASH_SEED ?? (CRASH_ROUNDS ? Date.now() % 1_000_000 : 1))

t.test(`nothing that was acknowledged is lost (CRASH_SEED=${seed}, ${rounds} rounds)`, async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  // What it waits for may be out of reach for a while, and keeps no process alive then.
  const alive = setInterval(() => {}, 60_000)
  t.teardown(() => clearInterval(alive))
  const scene = await createScene({ t, seed, databaseUrl: url, replicaCount: rounds > 10 ? 3 : 2 })
  try {
    for (const name of deal(rounds, scene.random)) await within(150_000, name, play(scene, name))
    await checkAll(t, scene)
  } finally {
    if (!t.passing()) tellLogs(t, scene)
  }
})

/** Each once before any comes again. */
function* deal(count: number, random: Random): Generator<FaultName> {
  let deck: FaultName[] = []
  for (let dealt = 0; dealt < count; dealt++) {
    if (deck.length === 0) deck = [...names]
    yield* deck.splice(random.integer(deck.length), 1)
  }
}

async function play(scene: Scene, name: FaultName): Promise<void> {
  const { random, submit, websites, tell } = scene
  const isTime = websites.answers(2 + random.integer(12))
  await Promise.all([submit(), submit(), submit()])
  await within(20_000, 'websites are asked', isTime)
  tell(`-- ${name}`)
  await faults[name](scene)
  tell('-- over')
  await submit()
  await settled(scene, 60_000)
  tell('-- settled')
}

function tellLogs(t: Test, { replicas }: Scene): void {
  for (const { name, log } of replicas) for (const line of log) t.comment(`${name}: ${line}`)
}
