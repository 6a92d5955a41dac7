/** Stands between one replica and Postgres, and breaks the way between them. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'

export interface DatabaseProxy {
  /** Of the database, by way of the proxy. */
  url: string
  /** Every connection ends, and new ones are refused, until it is opened. */
  close(): void
  /** Half-open: connections stay, and carry nothing any more; new ones do neither, or work where `onlyOld`. */
  silence(options?: { onlyOld: boolean }): void
  /** New connections work; those that were silenced stay so until somebody ends them. */
  open(): void
  /** The next commit arrives, and its connection ends before the answer is heard. */
  loseNextCommit(): void
}

type Mode = 'open' | 'silent' | 'closed'

interface Link {
  client: Socket
  upstream: Socket
  isSilent: boolean
}

export async function startDatabaseProxy(t: Pick<Test, 'teardown'>, postgresUrl: string): Promise<DatabaseProxy> {
  const target = new URL(postgresUrl)
  const links = new Set<Link>()
  let mode: Mode = 'open'
  let commitsToLose = 0

  function send(link: Link, sent: Buffer): void {
    if (link.isSilent) return
    link.upstream.write(sent)
    if (commitsToLose === 0 || !sent.includes('commit')) return
    commitsToLose -= 1
    link.isSilent = true
    link.upstream.once('data', () => link.client.destroy())
  }

  function join(client: Socket): void {
    const upstream = connect(Number(target.port), target.hostname)
    const link = { client, upstream, isSilent: mode === 'silent' }
    links.add(link)
    client.on('data', (sent) => send(link, sent))
    upstream.on('data', (answer) => link.isSilent || client.write(answer))
    upstream.on('close', () => link.isSilent || client.destroy())
    upstream.on('error', () => {}) // its end is told by 'close'
    client.on('error', () => {})
    client.on('close', () => {
      upstream.destroy()
      links.delete(link)
    })
  }

  const server = createServer((client) => (mode === 'closed' ? client.destroy() : join(client)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endAll = () => {
    for (const { client } of links) client.destroy()
  }
  t.teardown(() => {
    endAll()
    server.close()
  })
  const url = new URL(postgresUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    close() {
      mode = 'closed'
      endAll()
    },
    silence({ onlyOld } = { onlyOld: false }) {
      mode = onlyOld ? 'open' : 'silent'
      for (const link of links) link.isSilent = true
    },
    open() {
      mode = 'open'
      commitsToLose = 0
    },
    loseNextCommit() {
      commitsToLose = 1
    },
  }
}
