/** What this process holds and has used, as it tells its server after each image. */

export interface Usage {
  /** Resident bytes. */
  held: number
  /** Processor time since it began, of all its threads. */
  usedMs: number
}

export function ownUsage(): Usage {
  const { user, system } = process.cpuUsage()
  return { held: process.memoryUsage.rss(), usedMs: (user + system) / 1000 }
}
