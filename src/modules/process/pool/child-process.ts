/** Starts the process of a decoder child: small, and with nothing within its reach. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { availableParallelism, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { pipeDescriptor } from '../decoder/messages.ts'

/** Heap of JavaScript alone, in MiB: bytes and pixels lie outside of it, and what a child makes of them is soon done with. */
const heap = ['--max-old-space-size=128', '--max-semi-space-size=2']

/**
 * In a container of its own a crawl takes no longer with it. Outside of one it gives way to strangers too: beside four busy
 * processes on two cores a crawl takes half as long again.
 */
const niceness = 10

export interface DecoderProcess {
  process: ChildProcess
  pipe: Socket
}

export function startProcess(entry: URL): DecoderProcess {
  const child = spawn(process.execPath, [...heap, fileURLToPath(entry)], {
    env: environment(),
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  // Without listeners an error would end the server; whoever waits for the child hears of its end.
  child.on('error', () => {})
  giveWay(child.pid)
  const pipe = child.stdio[pipeDescriptor] as Socket
  pipe.on('error', () => {})
  return { process: child, pipe }
}

/**
 * Behind the server, which has others to answer and work to hand out. On Linux each thread has a priority of its own, and gets
 * that of the thread that starts it: so it has to be set before the child has come to start any.
 */
function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, niceness)
  } catch {
    // It ended at once, of which whoever waits for it hears; or the system does not let us, and all are equal.
  }
}

/** Nothing of the server's environment but what makes decoding quick: no secret is within reach of a stranger's image. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env
  const own = { UV_THREADPOOL_SIZE: String(availableParallelism() + 2), MALLOC_ARENA_MAX: '2' }
  return NODE_COMPILE_CACHE ? { ...own, NODE_COMPILE_CACHE } : own
}

/** An idle child keeps no server alive that has nothing else to do. */
export function hold({ process, pipe }: DecoderProcess, isBusy: boolean): void {
  for (const handle of [process, pipe]) {
    if (isBusy) handle.ref()
    else handle.unref()
  }
}
