/** The peak memory of a process and its children together, as Linux counts it; undefined elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'

export function watchMemory(pid: number): { peakBytes(): number | undefined } {
  let peak = 0
  const timer = setInterval(() => {
    const { server, children } = readMemory(pid)
    peak = Math.max(peak, server + children)
  }, 100)
  timer.unref()
  return { peakBytes: () => peak || undefined }
}

/** Bytes that a process and its children hold now. */
export function readMemory(pid: number): { server: number; children: number } {
  return { server: residentOf(pid), children: childrenOf(pid).reduce((sum, child) => sum + residentOf(child), 0) }
}

function residentOf(pid: number): number {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
}

function childrenOf(pid: number): number[] {
  return listOf(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  )
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // it ended meanwhile
  }
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
