/** Whoever submits: it asks again, of another replica and under the same key, until somebody has said 202; and remembers what was said. */
import { setTimeout as delay } from 'node:timers/promises'
import type { CollectionAnswer } from '#collect'
import type { Replica } from './replicas.ts'
import type { Plan } from './websites.ts'

/** A submission that was acknowledged. */
export interface Entry {
  plan: Plan
  collectionId: string
  runId: string
  /** How often it was sent until somebody acknowledged it. */
  tries: number
}

export interface Ledger {
  readonly entries: readonly Entry[]
  /** Sends it to this replica first. */
  submit(plan: Plan, first: Replica): Promise<Entry>
}

/** Whoever hears nothing for so long asks another. */
const patienceMs = 5000

export function createLedger(replicas: readonly Replica[], tell: (what: string) => void): Ledger {
  const entries: Entry[] = []

  async function tryToSubmit(plan: Plan, { name, origin }: Replica): Promise<CollectionAnswer | undefined> {
    try {
      const answer = await post(origin, plan)
      if (answer.status === 202) return (await answer.json()) as CollectionAnswer
      tell(`${plan.name} -> ${name}: ${answer.status}`)
      if (answer.status < 500) throw new Refused(await answer.text())
    } catch (error) {
      if (error instanceof Refused) throw error
      tell(`${plan.name} -> ${name}: ${(error as Error).message}`)
    }
    return undefined
  }

  return {
    entries,
    async submit(plan, first) {
      const start = replicas.indexOf(first)
      for (let tries = 1; ; tries++) {
        const replica = replicas[(start + tries - 1) % replicas.length] as Replica
        const answer = await tryToSubmit(plan, replica)
        if (!answer) {
          await delay(100)
          continue
        }
        tell(`${plan.name} -> ${replica.name}: 202 ${answer.id}, run ${answer.run.id}`)
        const entry = { plan, collectionId: answer.id, runId: answer.run.id, tries }
        entries.push(entry)
        return entry
      }
    },
  }
}

class Refused extends Error {
  override readonly name = 'Refused'
}

/** The plan's name is its key. */
export function post(origin: string, { name, body }: Plan): Promise<Response> {
  return fetch(`${origin}/api/v1/collections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': name },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  })
}
