/** The Chromium that npm brings along, unpacked into the folder for temporary files, with the libraries that it needs. */
import { execFile } from 'node:child_process'
import { access, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

export interface UnpackedChromium {
  executablePath: string
  /** What lets it start where the system lacks libraries (NSS, NSPR, …) or fonts. */
  environment: { LD_LIBRARY_PATH: string; FONTCONFIG_PATH: string }
}

const root = path.resolve(import.meta.dirname, '../..')

/**
 * Once for each version: into a folder of its own, renamed when it is complete, so that neither a test beside this one
 * nor one that was killed can leave half a browser behind.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const user = process.getuid?.() ?? 0
  const folder = path.join(tmpdir(), `magpie-chromium-${await packageVersion()}-whole-${user}`)
  if (!(await isThere(folder))) await unpackInto(folder)
  return {
    executablePath: path.join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'), FONTCONFIG_PATH: path.join(folder, 'fonts') },
  }
}

async function unpackInto(folder: string): Promise<void> {
  const fresh = await mkdtemp(`${folder}-`)
  const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
  // The package unpacks its libraries only where it takes itself to be on Amazon Linux.
  const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, env })
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }))
}

async function packageVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const text = await readFile(path.join(path.dirname(entry), '../package.json'), 'utf8')
  return JSON.parse(text).version
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
