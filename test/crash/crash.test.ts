/**
 * Replicas, their database and the ways between them fail while websites are collected, and nothing that was acknowledged is lost.
 * `CRASH_SEED` repeats what a seed chose (not the instants: these are the processes' own), `CRASH_ROUNDS` says for how long, and
 * `CRASH_FAULTS` names those to choose among.
 */
import t, { type Test } from 'tap'
import { type Fault, faults } from '../support/crash/faults/index.ts'
import { checkAll, settled } from '../support/crash/oracle.ts'
import { createScene, type Scene, within } from '../support/crash/scene.ts'
import { databaseUrl } from '../support/databases.ts'

const seed = Number(process.env.CRASH_SEED ?? 1)
const rounds = Number(process.env.CRASH_ROUNDS ?? 3)
const named = process.env.CRASH_FAULTS?.split(',')
const chosen = Object.entries(faults).filter(([name]) => named?.includes(name) ?? true)

t.test(`nothing that was acknowledged is lost (seed ${seed}, ${rounds} rounds)`, async (t) => {
  const url = await databaseUrl(t, 'postgres')
  if (url === '') return
  // What it waits for may be out of reach for a while, and keeps no process alive then.
  const alive = setInterval(() => {}, 60_000)
  t.teardown(() => clearInterval(alive))
  const scene = await createScene({ t, seed, databaseUrl: url, replicaCount: 2 })
  try {
    for (let round = 0; round < rounds; round++) await within(150_000, 'a round', play(scene))
    await checkAll(t, scene)
  } finally {
    if (!t.passing()) tellLogs(t, scene)
  }
})

/** Names still to come, each once before any comes again. */
let deck: [string, Fault][] = []

async function play(scene: Scene): Promise<void> {
  const { random, submit, websites, tell } = scene
  if (deck.length === 0) deck = [...chosen]
  const [[name, fault]] = deck.splice(random.integer(deck.length), 1) as [[string, Fault]]
  const isTime = websites.answers(2 + random.integer(12))
  await Promise.all([submit(), submit(), submit()])
  await within(20_000, 'websites are asked', isTime)
  tell(`-- ${name}`)
  await fault(scene)
  tell('-- over')
  await submit()
  await settled(scene, 60_000)
  tell('-- settled')
}

function tellLogs(t: Test, { replicas }: Scene): void {
  for (const { name, log } of replicas) for (const line of log) t.comment(`${name}: ${line}`)
}
