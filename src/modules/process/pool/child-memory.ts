/** What a child holds, as Linux counts it; elsewhere only what it says of itself after each image is known. */
import { readFileSync } from 'node:fs'

const pageBytes = 4096

/** Resident bytes of a process; 0 where nobody tells. The file is made by the kernel as it is read: no disk is waited for. */
export function residentBytes(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * pageBytes
  } catch {
    return 0 // it ended meanwhile
  }
}
