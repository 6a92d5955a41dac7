/** The command line. */
import { parseArgs } from 'node:util'
import { ConfigError } from '../platform/index.ts'

export interface Arguments {
  help: boolean
  showVersion: boolean
  /** Websites to collect at once, each with a scheme. */
  addresses: string[]
}

export const usage = `Magpie collects every image of a website and shows them at http://127.0.0.1:3000.

  npm start                          open Magpie
  npm start -- https://example.org   open it and collect that website
  npm start -- --help                this text

Everything else is configured by the environment: see .env.example.`

export function readArguments(given: string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: given,
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } },
    })
    return { help: values.help ?? false, showVersion: values.version ?? false, addresses: positionals.map(toAddress) }
  } catch (error) {
    throw error instanceof ConfigError ? error : new ConfigError(`${(error as Error).message}\n\n${usage}`)
  }
}

/** People leave the scheme out. */
function toAddress(given: string): string {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `https://${given}`
  if (URL.canParse(address) && /^https?:/i.test(address)) return address
  throw new ConfigError(`"${given}" is not the address of a website. Expected something like https://example.org`)
}
