/** How much is removed in one transaction: as much as takes a moment, whatever the database and the machine. */

/** With SQLite the whole server waits so long. */
const wantedMs = 60
const [least, most] = [10, 300]

/** Images; it is not known yet how long they take. */
export const firstSize = 50

/** After a share of a size took so long. One measure in doubt changes little. */
export function nextSize(size: number, tookMs: number): number {
  const factor = Math.min(2, Math.max(0.5, wantedMs / Math.max(1, tookMs)))
  return Math.min(most, Math.max(least, Math.round(size * factor)))
}
