/** The configuration: read from the environment once, checked, and refused with clear words when wrong. */
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseNetworks } from './networks.ts'

const { version, homepage } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

export { version }

const KiB = 1024
const MiB = 1024 * KiB

/** Every variable: how it is read, its default, and what it means (shown when it is wrong). */
const variables = {
  HOST: text('127.0.0.1', 'the address to listen on'),
  PORT: integer(3000, 0, 65_535, 'the port to listen on; 0 picks a free one'),
  DATABASE_URL: databaseUrl('sqlite:./data/magpie.db'),
  DATA_DIR: text('./data', 'the folder of the spool'),
  ALLOW_NETWORKS: networks(),
  API_TOKEN: text('', 'when set, the API asks for it'),
  CORS_ORIGINS: origins(),
  MAX_ACTIVE_RUNS: integer(4, 1, 1000, 'runs at once'),
  HOST_CONCURRENCY: integer(6, 1, 100, 'requests at once to one host'),
  HOST_INTERVAL_MS: integer(0, 0, 3_600_000, 'the least gap between the starts of two requests to one host'),
  PROCESS_CONCURRENCY: integer(availableParallelism(), 1, 256, 'images processed at once'),
  BUFFER_MAX_BYTES: bytes(256 * MiB, 'the limit of the journal in memory'),
  SPOOL_MAX_BYTES: bytes(4 * 1024 * MiB, 'the limit of what waits on the disk while the database is away'),
  LEASE_MS: integer(30_000, 1000, 3_600_000, 'the lease of a run'),
  MAX_IMAGE_BYTES: bytes(64 * MiB, 'a bigger image is refused'),
  MAX_IMAGE_PIXELS: integer(50_000_000, 1, 2 ** 40, 'an image of more pixels is refused'),
  MAX_PAGE_BYTES: bytes(16 * MiB, 'a bigger page is refused'),
  USER_AGENT: headerText(`Magpie/${version} (+${homepage})`, 'how Magpie names itself to websites'),
  LOG_LEVEL: oneOf('info', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'how much to log'),
} satisfies Record<string, Variable<unknown>>

interface Variable<Value> {
  /** Undefined: the variable is not set. Throws with the words for what was expected. */
  read(value: string | undefined): Value
}

export type Config = { readonly [Name in keyof typeof variables]: ReturnType<(typeof variables)[Name]['read']> }

/** Says every mistake at once, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Adds what the file `.env` of the working directory says, where there is one; the environment itself has the last word. */
export function loadEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}

/** An empty value counts as not set. Variables that Magpie does not know are not its business. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const mistakes: string[] = []
  const entries = Object.entries(variables).map(([name, variable]) => {
    try {
      return [name, variable.read(environment[name] || undefined)]
    } catch (error) {
      mistakes.push(`${name}: ${(error as Error).message}`)
      return [name, undefined]
    }
  })
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'))
  return Object.fromEntries(entries)
}

function text(fallback: string, _meaning: string): Variable<string> {
  return { read: (value) => value ?? fallback }
}

/** Refused here, because a line break or the like would make every request fail. */
function headerText(fallback: string, meaning: string): Variable<string> {
  return {
    read(value = fallback) {
      if (/^[\x20-\x7e]+$/.test(value) && value.trim() !== '') return value
      throw new Error(`expected visible ASCII characters and spaces (${meaning}), got ${JSON.stringify(value)}`)
    },
  }
}

function integer(fallback: number, least: number, most: number, meaning: string): Variable<number> {
  return {
    read(value) {
      if (value === undefined) return fallback
      const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
      if (number >= least && number <= most) return number
      throw new Error(`expected a whole number from ${least} to ${most} (${meaning}), got "${value}"`)
    },
  }
}

const units: Record<string, number> = { '': 1, k: KiB, m: MiB, g: 1024 * MiB }

function bytes(fallback: number, meaning: string): Variable<number> {
  return {
    read(value) {
      if (value === undefined) return fallback
      const [, digits, unit = ''] = /^(\d{1,15})\s*(?:([kmg])(?:i?b)?)?$/i.exec(value) ?? []
      const number = Number(digits) * (units[unit.toLowerCase()] ?? Number.NaN)
      if (number >= 1) return number
      throw new Error(`expected bytes such as 1048576 or 64MiB (${meaning}), got "${value}"`)
    },
  }
}

function oneOf<const Choice extends string>(fallback: Choice, choices: Choice[], meaning: string): Variable<Choice> {
  return {
    read(value) {
      const choice = value === undefined ? fallback : choices.find((each) => each === value)
      if (choice !== undefined) return choice
      throw new Error(`expected one of ${choices.join(', ')} (${meaning}), got "${value}"`)
    },
  }
}

function databaseUrl(fallback: string): Variable<string> {
  return {
    read(value = fallback) {
      if (/^sqlite:./.test(value)) return value
      if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return value
      throw new Error('expected sqlite:<path> or postgres://user:password@host:port/database')
    },
  }
}

function networks(): Variable<string[]> {
  return {
    read(value = '') {
      const given = value.split(/[\s,]+/).filter((network) => network !== '')
      parseNetworks(given)
      return given
    },
  }
}

function origins(): Variable<string[]> {
  return {
    read(value = '') {
      const given = value.split(/[\s,]+/).filter((origin) => origin !== '')
      const wrong = given.find((origin) => origin !== '*' && !isOrigin(origin))
      if (wrong === undefined) return given
      throw new Error(`expected origins such as https://museum.example, or *, got "${wrong}"`)
    },
  }
}

/** As browsers spell it: without a path, a default port or capitals. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text
}
