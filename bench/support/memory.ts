/** What a process and its children hold and have used, as Linux counts it; nothing elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** Bytes. `resident` counts what several processes share once for each of them, `proportional` once in all. */
export interface Memory {
  server: number
  children: number
  proportional: number
}

export interface Peak {
  resident: number
  proportional: number
}

/** The peaks of the sums over all of them together, looked at four times a second. */
export function watchMemory(pid: number): { end(): Peak } {
  const peak: Peak = { resident: 0, proportional: 0 }
  const timer = setInterval(() => {
    const { server, children, proportional } = readMemory(pid)
    peak.resident = Math.max(peak.resident, server + children)
    peak.proportional = Math.max(peak.proportional, proportional)
  }, 250)
  timer.unref()
  return {
    end() {
      clearInterval(timer)
      return peak
    },
  }
}

export function readMemory(pid: number): Memory {
  const children = childrenOf(pid)
  return {
    server: residentOf(pid),
    children: sum(children.map(residentOf)),
    proportional: sum([pid, ...children].map(proportionalOf)),
  }
}

/** CPU seconds of a process and of its children, of those too that have ended. */
export function cpuSecondsOf(pid: number): number {
  return sum([pid, ...childrenOf(pid)].flatMap(cpuOf))
}

/** CPU seconds of those children of this process that have ended, and of theirs. */
export function cpuSecondsOfEnded(): number {
  return sum(cpuOf(process.pid).slice(2))
}

/** Its own time, as user and in the kernel, and the same of children it waited for; from the 14th field of the file on. */
function cpuOf(pid: number): number[] {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
  return fields.slice(11, 15).map((ticks) => Number(ticks) / ticksPerSecond)
}

function residentOf(pid: number): number {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
}

function proportionalOf(pid: number): number {
  return 1024 * Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
}

function childrenOf(pid: number): number[] {
  return listOf(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  )
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
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
