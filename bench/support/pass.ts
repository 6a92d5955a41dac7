/** Going through files, so many at once, in a process of its own that hears their names on standard input. */
import { text } from 'node:stream/consumers'
import { cpuSecondsOf } from './memory.ts'

export interface Pass {
  /** Files of which something came. */
  done: number
  seconds: number
  /** Of this process and its children. */
  cpuSeconds: number
}

/** Warm, as a server is: so many files are gone through before anything counts. */
const warmUp = 40

export interface PassOptions {
  atOnce: number
  /** Rejects where nothing can be made of the file. */
  take: (file: string) => Promise<unknown>
  /** Called when it is warm. */
  onWarm?: () => void
}

export async function passOverNamed({ atOnce, take, onWarm }: PassOptions): Promise<Pass> {
  const files = (await text(process.stdin)).split('\n').filter(Boolean)
  await goThrough(files.slice(0, warmUp), atOnce, take)
  onWarm?.()
  const cpuBefore = cpuSecondsOf(process.pid)
  const started = performance.now()
  const done = await goThrough(files, atOnce, take)
  const seconds = (performance.now() - started) / 1000
  return { done, seconds, cpuSeconds: cpuSecondsOf(process.pid) - cpuBefore }
}

async function goThrough(files: string[], atOnce: number, take: PassOptions['take']): Promise<number> {
  const left = files.toReversed()
  let done = 0
  const work = async () => {
    for (let file = left.pop(); file; file = left.pop()) {
      const isDone = await take(file).then(
        () => true,
        () => false,
      )
      if (isDone) done += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return done
}
