/** Serves a folder by nginx on 127.0.0.1: a web server that is never what a measure waits for. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findFreePort } from '../../test/support/free-port.ts'

/** Answers the origin, and how to end. Rejects where nginx is not installed, or does not start. */
export async function serveByNginx(root: string): Promise<{ origin: string; close(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'magpie-nginx-'))
  const port = await findFreePort()
  writeFileSync(path.join(folder, 'nginx.conf'), configuration(folder, path.resolve(root), port))
  const nginx = await start(folder)
  const killNow = () => nginx.kill()
  process.once('exit', killNow)
  const origin = `http://127.0.0.1:${port}`
  await answers(origin, nginx)
  return {
    origin,
    async close() {
      process.removeListener('exit', killNow)
      nginx.kill('SIGQUIT')
      if (nginx.exitCode === null) await once(nginx, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
}

/** Debian has it where only root looks. */
async function start(folder: string): Promise<ChildProcess> {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
  const options = ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr']
  const nginx = spawn('nginx', options, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    await once(nginx, 'spawn')
  } catch (cause) {
    rmSync(folder, { recursive: true })
    throw new Error('nginx is missing: apt-get install nginx-light', { cause })
  }
  return nginx
}

async function answers(origin: string, nginx: ChildProcess): Promise<void> {
  while (!(await fetch(origin).catch(() => undefined))) {
    if (nginx.exitCode !== null) throw new Error('nginx did not start')
    await setTimeout(20)
  }
}

function configuration(folder: string, root: string, port: number): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  // Its worker would else be of a user who may not read what ours may.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  return `daemon off; worker_processes 1; pid ${folder}/pid; ${user}
    events { worker_connections 512; }
    http {
      include /etc/nginx/mime.types; access_log off; log_not_found off; sendfile on; ${places.join(' ')}
      server { listen 127.0.0.1:${port}; root "${root}"; index index.html; }
    }`
}
