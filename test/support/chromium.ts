/** A real Chromium: the one that CHROMIUM_PATH names, the system's, or the one that npm brings along. */
import { access } from 'node:fs/promises'
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './unpack-chromium.ts'

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const flags = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type OpenedChromium = { browser: Browser } | { missing: string }

/** A browser with an empty profile, or the reason why none can be had here. The caller closes it. */
export async function openChromium(): Promise<OpenedChromium> {
  try {
    const installed = await findInstalled()
    return { browser: await (installed === undefined ? launchUnpacked() : launch(installed)) }
  } catch (error) {
    return { missing: `no Chromium can be started here: ${String(error).trim().slice(0, 1000)}` }
  }
}

async function findInstalled(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  for (const path of systemPaths) if (await exists(path)) return path
  return undefined
}

function launch(executablePath: string, env: NodeJS.ProcessEnv = process.env): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags, env })
}

/** With the system's libraries, or, where it lacks some (a machine with Node and little else), with those beside it. */
async function launchUnpacked(): Promise<Browser> {
  const { executablePath, environment } = await unpackChromium()
  try {
    return await launch(executablePath)
  } catch {
    return launch(executablePath, { ...process.env, ...environment })
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
