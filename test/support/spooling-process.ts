/** A process that spools into a folder, tells what was acknowledged, and then waits to be killed. */
import { createSpools, silentLog } from '#platform'

const spools = createSpools({ folder: process.argv[2] ?? '', log: silentLog })
const acknowledged: string[] = []
for (let seq = 1; seq <= 20; seq++) {
  const data = `entry ${seq}`
  spools.append([{ seq, records: [{ kind: 'any', data, bytes: 100 }] }])
  acknowledged.push(data)
}
process.send?.(acknowledged)

// Listening keeps it alive, for as long as somebody may talk to it.
process.on('message', () => {})
