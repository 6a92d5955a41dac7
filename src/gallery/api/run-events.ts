/**
 * Follows a run by its server-sent events. EventSource reconnects by itself after a lost connection but gives up
 * after an answer that is no stream: then the run is asked for, and followed anew unless it is not there any more.
 */
import type { Client } from './client.ts'
import { isNothing, problemOf } from './problem.ts'
import { isActive } from './run-state.ts'
import type { Run } from './types.ts'

export interface FollowRunOptions {
  client: Client
  runId: string
  onRun(run: Run): void
  onEnd(): void
}

/** Returns the function that stops following. */
export function followRun({ client, runId, onRun, onEnd }: FollowRunOptions): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempts = 0
  let stopped = false

  function open(): void {
    if (stopped) return
    source = new EventSource(client.runEventsUrl(runId))
    source.addEventListener('progress', (event) => {
      attempts = 0
      onRun(JSON.parse(event.data))
    })
    source.addEventListener('end', end)
    source.addEventListener('error', () => source?.readyState === EventSource.CLOSED && retry())
  }

  function retry(): void {
    attempts += 1
    timer = setTimeout(askThenOpen, Math.min(1000 * 2 ** attempts, 15_000))
  }

  // Asking first also brings up the question for a token, when that is what went wrong.
  async function askThenOpen(): Promise<void> {
    try {
      const run = await client.getRun(runId)
      if (stopped) return
      onRun(run)
      if (isActive(run)) open()
      else end()
    } catch (error) {
      if (stopped) return
      if (isNothing(problemOf(error))) end()
      else retry()
    }
  }

  function end(): void {
    stop()
    onEnd()
  }

  function stop(): void {
    stopped = true
    clearTimeout(timer)
    source?.close()
  }

  open()
  return stop
}
