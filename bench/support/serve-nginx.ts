/** Serves a folder by nginx on 127.0.0.1: a web server that is never what a measure waits for. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Answers the origin, and how to end. Rejects where nginx is not installed. */
export async function serveByNginx(root: string): Promise<{ origin: string; close(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'magpie-nginx-'))
  const port = await freePort()
  writeFileSync(path.join(folder, 'nginx.conf'), configuration(folder, path.resolve(root), port))
  const nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', path.join(folder, 'errors')], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    stdio: 'inherit',
  })
  await once(nginx, 'spawn')
  const origin = `http://127.0.0.1:${port}`
  while (!(await fetch(origin).catch(() => undefined))) await new Promise((resolve) => setTimeout(resolve, 20))
  return {
    origin,
    async close() {
      nginx.kill('SIGQUIT')
      await once(nginx, 'exit')
      rmSync(folder, { recursive: true })
    },
  }
}

function configuration(folder: string, root: string, port: number): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  return `daemon off; worker_processes 1; pid ${folder}/pid; user root;
    events { worker_connections 512; }
    http {
      include /etc/nginx/mime.types; access_log off; sendfile on; ${places.join(' ')}
      server { listen 127.0.0.1:${port}; root "${root}"; index index.html; }
    }`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
