/** Collects a website for the person who started Magpie, and shows how it goes: through the API, like everybody else. */
import { setTimeout as delay } from 'node:timers/promises'
import type { CollectionAnswer, Run } from '#collect'
import type { App } from '../app.ts'
import { createProgress } from './progress.ts'
import { progressLine } from './progress-line.ts'

export interface TerminalCollection {
  app: App
  /** Where Magpie listens. */
  address: string
  url: string
  token: string
}

const pollMs = 500

export async function collectFromTerminal({ app, address, url, token }: TerminalCollection): Promise<void> {
  const ask = async <Answer>(method: 'GET' | 'POST', path: string, payload?: object): Promise<Answer> => {
    const headers = token ? { authorization: `Bearer ${token}` } : {}
    const answer = await app.server.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) })
    if (answer.statusCode >= 400) throw new Error(`${url}: ${answer.json().detail}`)
    return answer.json()
  }
  const progress = createProgress(process.stderr)
  const collection = await ask<CollectionAnswer>('POST', '/collections', { url })
  let { run } = collection
  while (run.finishedAt === null) {
    progress.show(progressLine(collection.name, run))
    await delay(pollMs)
    run = await ask<Run>('GET', `/runs/${run.id}`)
  }
  progress.end(progressLine(collection.name, run))
  progress.end(`See them at ${address}/#/collections/${collection.id}`)
}
