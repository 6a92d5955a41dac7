/** The decoders of this process, as Linux sees them; elsewhere none are seen. */
import { readdirSync, readFileSync } from 'node:fs'
import { residentBytes } from '../../src/modules/process/pool/child-usage.ts'

export interface DecoderProcess {
  pid: number
  /** Resident. */
  bytes: number
}

export function decoderProcesses(): DecoderProcess[] {
  return childrenOf(process.pid)
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes('/decoder/main.ts'))
    .map((pid) => ({ pid, bytes: residentBytes(pid) }))
}

function childrenOf(pid: number): number[] {
  const tasks = process.platform === 'linux' ? readdirSync(`/proc/${pid}/task`) : []
  return tasks.flatMap((task) => (read(`/proc/${pid}/task/${task}/children`).match(/\d+/g) ?? []).map(Number))
}

/** Processes and threads end while they are looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
