/** A folder of its own for each contender. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** It is gone when the work is done. */
export async function inFolder<Result>(work: (own: string) => Promise<Result>): Promise<Result> {
  const own = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
  try {
    return await work(own)
  } finally {
    rmSync(own, { recursive: true })
  }
}
