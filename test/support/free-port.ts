/** A port of 127.0.0.1 for a server that cannot pick one by itself. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Free a moment ago: whoever takes it first has it. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
