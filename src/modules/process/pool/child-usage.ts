/** What a child holds and uses, as Linux counts it (proc(5)); elsewhere only what it says of itself after each image is known. */
import { readdirSync, readFileSync } from 'node:fs'

const pageBytes = 4096
/** The kernel counts processor time for others in hundredths of a second, whatever it does itself. */
const tickMs = 10

/** Resident bytes of a process; 0 where nobody tells. The file is made by the kernel as it is read: no disk is waited for. */
export function residentBytes(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * pageBytes
  } catch {
    return 0 // it ended meanwhile
  }
}

/** Processor time of a process, of all its threads since it began, in milliseconds; endless where nobody tells. */
export function childProcessorMs(pid: number | undefined): number {
  const fields = pid === undefined ? undefined : readStat(`/proc/${pid}/stat`)
  return fields ? (Number(fields[11]) + Number(fields[12])) * tickMs : Number.POSITIVE_INFINITY
}

/** Whether one of its threads could go on if it had a processor. One that hangs waits for something else. */
export function wantsProcessor(pid: number | undefined): boolean {
  if (process.platform !== 'linux' || pid === undefined) return false
  try {
    return readdirSync(`/proc/${pid}/task`).some((thread) => readStat(`/proc/${pid}/task/${thread}/stat`)?.[0] === 'R')
  } catch {
    return false // it ended meanwhile
  }
}

/** The fields behind the name, which is in parentheses and may have anything in it: first the state. */
function readStat(file: string): string[] | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const stat = readFileSync(file, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined // it ended meanwhile
  }
}
