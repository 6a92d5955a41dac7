/**
 * What can only be said before a process begins is said by beginning once more, in the same process (execve, POSIX):
 * without it Node lets young garbage grow to 128 MiB, waits until the heap has doubled, and glibc keeps an arena a thread.
 */
import { fileURLToPath } from 'node:url'

/** Young garbage is collected at 4 MiB. */
const young = '--max-semi-space-size=4'

/** The old is when the heap has grown by half of what is alive. V8's own flag: one that it has lost keeps Node from starting. */
const old = process.versions.node.startsWith('24.') ? ['--heap-growing-percent=50'] : []

/** What a server is started with. */
export const heapFlags = [young, ...old]

/** Whoever gave this flag has thought about memory already. */
export function isInShape(): boolean {
  return process.execArgv.concat(process.env.NODE_OPTIONS ?? '').some((flag) => flag.includes('--max-semi-space-size'))
}

/** Comes back only where processes cannot be begun again: on Windows. */
export function shapeProcess(): void {
  if (process.platform === 'win32' || !process.execve) return
  const [node = process.execPath, ...given] = process.argv
  process.execve(process.execPath, [node, ...heapFlags, ...process.execArgv, ...given], environment())
}

/** Compiled code is kept beside the packages, so that the next start, and every decoder's, is quick and small. */
function environment(): Record<string, string> {
  const compileCache = fileURLToPath(new URL('../../node_modules/.cache/magpie', import.meta.url))
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { MALLOC_ARENA_MAX: '2', NODE_COMPILE_CACHE: compileCache, ...Object.fromEntries(given) }
}
