/**
 * Stands between Magpie and Postgres, and lets bytes vanish: connections that were open then never hear anything again,
 * as when a firewall forgets them.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

export async function startSilentProxy(t: Pick<Test, 'teardown'>, postgresUrl: string) {
  const target = new URL(postgresUrl)
  const pairs = new Set<[Socket, Socket]>()
  let isSilent = false
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    const pair: [Socket, Socket] = [client, upstream]
    pairs.add(pair)
    client.on('error', () => {})
    upstream.on('error', () => {})
    client.on('close', () => pairs.delete(pair) && upstream.destroy())
    if (isSilent) return hush(pair)
    client.pipe(upstream).pipe(client)
    upstream.on('close', () => client.destroyed || client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.close()
    for (const pair of pairs) for (const socket of pair) socket.destroy()
  })
  const url = new URL(postgresUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    /** From now on nothing passes, on old connections and on new ones. */
    silence() {
      isSilent = true
      for (const pair of pairs) hush(pair)
    },
    /** New connections work; the old ones stay as they are. */
    restore() {
      isSilent = false
    },
  }
}

/** What is sent is taken, and goes nowhere. */
function hush([client, upstream]: [Socket, Socket]): void {
  client.unpipe(upstream)
  upstream.unpipe(client)
  for (const socket of [client, upstream]) socket.on('data', () => {}).resume()
}
