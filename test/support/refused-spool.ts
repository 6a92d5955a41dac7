/** Writes to a spool as often as it is told, and answers how often that failed: for a disk that takes no bytes. */
import { createSpools, silentLog } from '#platform'

const [folder = '', times] = process.argv.slice(2)
const spools = createSpools({ folder, log: silentLog })
let refused = 0
for (let seq = 0; seq < Number(times); seq++) {
  try {
    spools.append([{ seq, records: [{ kind: 'any', data: seq, bytes: 100 }] }])
  } catch {
    refused += 1
  }
}
process.stdout.write(String(refused))
