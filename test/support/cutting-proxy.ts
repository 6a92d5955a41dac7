/** Stands between Magpie and Postgres, and cuts a connection when a statement has been sent on, before its answer comes back. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import type { Test } from 'tap'

export async function startCuttingProxy(t: Test, postgresUrl: string, statement: string) {
  const target = new URL(postgresUrl)
  let cutsLeft = 0
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
    client.on('data', (sent) => {
      upstream.write(sent)
      if (cutsLeft === 0 || !sent.includes(statement)) return
      cutsLeft -= 1
      // Its first answer shows that the statement is done; it is kept back.
      upstream.unpipe(client)
      upstream.once('data', () => client.destroy()).resume()
    })
    upstream.pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const url = new URL(postgresUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    cutNext() {
      cutsLeft = 1
    },
    hasCut: () => cutsLeft === 0,
  }
}
