/** How much is removed in one transaction: as much as takes a moment, whatever the machine. */
import type { DatabaseDialect } from '#platform'

/** With SQLite the whole server waits so long. Postgres works beside it, and has much to say before it begins. */
const wantedMs: Record<DatabaseDialect['name'], number> = { sqlite: 60, postgres: 200 }
const [least, most] = [10, 300]

/** Images; it is not known yet how long they take. */
export const firstSize = 50

/** After a share of a size took so long. One measure in doubt changes little. */
export function nextSize(name: DatabaseDialect['name'], size: number, tookMs: number): number {
  const factor = Math.min(2, Math.max(0.5, wantedMs[name] / Math.max(1, tookMs)))
  return Math.min(most, Math.max(least, Math.round(size * factor)))
}
