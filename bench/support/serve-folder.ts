/** Any static server will do; this one needs no installing. Loopback only. */
import { once } from 'node:events'
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
}

/** Serves a folder on 127.0.0.1; answers the origin, and how to end. */
export async function serveFolder(root: string): Promise<{ origin: string; close(): void }> {
  const server = createServer((request, response) => {
    const file = fileOf(root, request.url ?? '/')
    if (!file) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' })
    return createReadStream(file).pipe(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close().closeAllConnections(),
  }
}

function fileOf(root: string, url: string): string | undefined {
  const named = path.join(root, decodeURIComponent(new URL(url, 'http://host').pathname))
  const file = named.endsWith('/') ? `${named}index.html` : named
  return file.startsWith(root) && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined
}
