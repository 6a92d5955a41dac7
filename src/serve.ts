/** Reads what it was told, opens Magpie, and closes it with grace. */
import { styleText } from 'node:util'
import { createApp } from './app.ts'
import { type Arguments, readArguments, usage } from './cli/arguments.ts'
import { collectFromTerminal } from './cli/collect-from-terminal.ts'
import { createReadableLog } from './cli/readable-log.ts'
import { ConfigError, loadEnvironmentFile, readConfig, version } from './platform/index.ts'

const oldestNode = [24, 12] as const

async function main(): Promise<void> {
  refuseOldNode()
  const { help, showVersion, addresses }: Arguments = readArguments(process.argv.slice(2))
  if (help) return console.log(usage)
  if (showVersion) return console.log(version)
  loadEnvironmentFile()
  const config = readConfig(process.env)
  const app = await createApp({ config, ...(process.stdout.isTTY && { logStream: createReadableLog(process.stdout) }) })
  closeWithGrace(app.close)
  const address = await app.listen()
  console.error(`Magpie is open at ${styleText('bold', address)}, on ${app.databaseLabel}. Stop it with Ctrl-C.`)
  await Promise.all(addresses.map((url) => collectFromTerminal({ app, address, url, token: config.API_TOKEN })))
}

/** Platforms kill what has not ended after ten seconds: what is left by then is left to the leases and to the spool. */
const closeLimitMs = 9500

/** The first signal closes with grace, the second ends at once. */
function closeWithGrace(close: () => Promise<void>): void {
  let isClosing = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (isClosing) process.exit(1)
    isClosing = true
    console.error(`${signal}: closing. Once more to end at once.`)
    setTimeout(giveUp, closeLimitMs).unref()
    close().then(() => process.exit(0), fail)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

function giveUp(): never {
  console.error('Closing takes too long: ended as it is.')
  process.exit(1)
}

function refuseOldNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new ConfigError(`Magpie needs Node ${oldestNode.join('.')} or later; this is ${process.versions.node}.`)
}

/** What the person who started it can mend is said in plain words; anything else with its stack. */
function fail(error: unknown): never {
  console.error(isTheirs(error) ? error.message : error)
  process.exit(1)
}

/** A wrong setting, or something of the system that is in the way: a port that is taken, a folder that is closed. */
function isTheirs(error: unknown): error is Error {
  if (error instanceof ConfigError) return true
  return error instanceof Error && ('syscall' in error || ('code' in error && /^SQLITE_/.test(String(error.code))))
}

main().catch(fail)
