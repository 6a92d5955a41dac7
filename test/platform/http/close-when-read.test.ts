/** A client that goes on sending, a byte now and then, after it has been answered. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import t from 'tap'
import { closeWhenRead } from '../../../src/platform/http/close-when-read.ts'

t.test('close when read: whoever sends for ever has the answer, and is left', async (t) => {
  const server = createServer((request, response) => {
    closeWhenRead({ raw: request }, 200)
    response.writeHead(413, { connection: 'close' }).end()
  })
  t.teardown(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  // To write to one who has gone is an error, and how this ends.
  client.on('error', () => {})
  const answer = once(client, 'data')
  const closed = new Promise((resolve) => client.once('close', resolve))
  client.write('POST / HTTP/1.1\r\nhost: magpie.test\r\ncontent-length: 1000000\r\n\r\n')
  const drip = setInterval(() => client.write('x'), 20)
  t.match(String(await answer), /^HTTP\/1.1 413 /)
  await closed.finally(() => clearInterval(drip))
  t.pass('the connection is closed')
})
