/** What a process and its children hold and have used, as Linux counts it; nothing elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'

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
export function watchMemory(pid: number): { peak(): Peak } {
  const peak: Peak = { resident: 0, proportional: 0 }
  const timer = setInterval(() => {
    const { server, children, proportional } = readMemory(pid)
    peak.resident = Math.max(peak.resident, server + children)
    peak.proportional = Math.max(peak.proportional, proportional)
  }, 250)
  timer.unref()
  return { peak: () => peak }
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
  return sum([cpuOf(pid, 4), ...childrenOf(pid).map((child) => cpuOf(child, 4))])
}

/** The numbers of `/proc/<pid>/stat` from the 14th on: its own user and system time, and that of children it waited for. */
function cpuOf(pid: number, count: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
  return sum(fields.slice(11, 11 + count).map(Number)) / 100
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
