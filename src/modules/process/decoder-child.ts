/**
 * One decoder child, seen from the server process.
 *
 *   starting -> idle <-> decoding      from each of them -> dead: by itself, by the time limit, or by `kill`
 */
import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { AnswerTo, AnyRequest } from './decoder/messages.ts'
import { DecoderFailure } from './decoder-failure.ts'
import { isAlive, nextMessage } from './next-message.ts'

/** Loading the libraries takes a quarter of a second; much more on a machine that is busy. */
const startTimeoutMs = 30_000

/** Heap of JavaScript alone, in MiB: bytes and pixels lie outside of it. */
const maxHeap = 128

export interface DecoderChild {
  readonly pid: number | undefined
  readonly isAlive: boolean
  /** Requests taken so far. */
  readonly taken: number
  /** One at a time. Rejects with a DecoderFailure; the child is dead then. */
  decode<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked>>
  kill(): void
}

export function createDecoderChild({ entry, timeoutMs }: { entry: URL; timeoutMs: number }): DecoderChild {
  const child = startChild(entry)
  const ready = untilReady(child)
  let taken = 0
  hold(child, false)

  async function decode<Asked extends AnyRequest>(request: Asked): Promise<AnswerTo<Asked>> {
    taken += 1
    hold(child, true)
    try {
      await ready
      const answer = nextMessage(child, timeoutMs)
      // Failing to send is the end of the child, of which the answer hears.
      child.send(request, () => {})
      return (await answer) as AnswerTo<Asked>
    } finally {
      hold(child, false)
    }
  }

  return {
    pid: child.pid,
    get isAlive() {
      return isAlive(child)
    },
    get taken() {
      return taken
    },
    decode,
    kill: () => void child.kill('SIGKILL'),
  }
}

function startChild(entry: URL): ChildProcess {
  const child = fork(entry, {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${maxHeap}`],
    env: environment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // Whoever waits for a message hears of errors; without a listener a late one would end the server.
  return child.on('error', () => {})
}

/** Nothing of the server's environment but what makes decoding quick: no secret is within reach of a stranger's image. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env
  const own = { UV_THREADPOOL_SIZE: String(availableParallelism() + 2), MALLOC_ARENA_MAX: '2' }
  return NODE_COMPILE_CACHE ? { ...own, NODE_COMPILE_CACHE } : own
}

async function untilReady(child: ChildProcess): Promise<void> {
  try {
    await nextMessage(child, startTimeoutMs)
  } catch (error) {
    throw new DecoderFailure('unavailable', `it did not start: ${(error as Error).message}`)
  }
}

/** An idle child keeps no server alive that has nothing else to do. */
function hold(child: ChildProcess, isBusy: boolean): void {
  for (const handle of [child, child.channel]) {
    if (isBusy) handle?.ref()
    else handle?.unref()
  }
}
