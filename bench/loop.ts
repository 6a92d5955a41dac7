/**
 * How long the event loop of a whole Magpie is held up while it collects a website flat out, served by nginx:
 *
 *     node bench/loop.ts <folder>
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { heapFlags } from '../src/cli/shape-process.ts'
import { serveByNginx } from './support/serve-nginx.ts'

const [root] = process.argv.slice(2)
if (!root) throw new Error('which folder? node bench/loop.ts <folder>')

const site = await serveByNginx(path.resolve(root))
const folder = mkdtempSync(path.join(tmpdir(), 'magpie-bench-'))
const watched = fork(
  new URL('./support/watched-magpie.ts', import.meta.url),
  [`${site.origin}/`, `sqlite:${folder}/magpie.db`, 'host'],
  { execArgv: heapFlags },
)
const [delays] = await once(watched, 'message')
console.table(delays)
if (watched.exitCode === null) await once(watched, 'exit')
await site.close()
rmSync(folder, { recursive: true })
