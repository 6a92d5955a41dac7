/** Requests that go over the wire exactly as they are written: nothing is normalised, corrected or refused on the way. */
import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface Asked {
  method?: string
  /** With query. */
  path: string
  headers?: Record<string, string>
  /** Text and bytes go as they are, anything else as JSON. */
  body?: unknown
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  bytes: Buffer
  text: string
}

export async function ask(origin: string, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answer> {
  const bytes = toBytes(body)
  const described = bytes && { 'content-type': 'application/json', 'content-length': String(bytes.byteLength) }
  const asking = request(origin, { method, path, agent: false, headers: { ...described, ...headers } })
  asking.end(bytes)
  const [answer] = await once(asking, 'response')
  const said = await buffer(answer)
  return { status: answer.statusCode, headers: answer.headers, bytes: said, text: said.toString() }
}

function toBytes(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

/** What the server says to these very bytes, until it closes the connection. */
export async function askBytes(origin: string, bytes: string | Buffer): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  socket.write(bytes)
  const said = await buffer(socket)
  socket.destroy()
  return read(said)
}

function read(said: Buffer): Answer {
  const end = said.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = said.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const bytes = said.subarray(end + 4)
  return { status: Number(statusLine.split(' ')[1]), headers, bytes, text: bytes.toString() }
}
