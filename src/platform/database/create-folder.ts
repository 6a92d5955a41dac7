/** Makes the folder that a database is to live in. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Like `mkdir -p`, one folder after another, because Node's `recursive` spins for ever where the system says that
 * nothing can be made in a folder that exists (/proc). Throws the system's error, which names the folder.
 */
export function createFolder(folder: string): void {
  if (isFolder(folder)) return
  if (dirname(folder) !== folder) createFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!isFolder(folder)) throw error // else another process was quicker
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
