/** Work for a client ends when that has gone, whenever it went. */
import { once } from 'node:events'
import { connect } from 'node:net'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { whenGone } from '../../../src/modules/catalog/when-gone.ts'

/** A route whose handler begins when its client has gone already, or, if `early`, while it is there. */
async function serve(t: Test, early: boolean) {
  const server = Fastify()
  t.teardown(() => server.close())
  const { promise: told, resolve: tell } = Promise.withResolvers<boolean>()
  server.get(
    '/',
    {
      async preHandler(_request, reply) {
        if (!early) await once(reply.raw, 'close')
      },
    },
    async (_request, reply) => {
      const gone = whenGone(reply)
      const { promise, resolve } = Promise.withResolvers<void>()
      t.notOk(gone.aborted, 'who listens from now on hears of it')
      gone.addEventListener('abort', () => resolve())
      if (early) client.destroy()
      await promise
      tell(true)
      return reply.hijack()
    },
  )
  const { hostname, port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
  const client = connect(Number(port), hostname, () => {
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    if (!early) client.end(() => client.destroy())
  })
  return told
}

t.test('gone: while the work is done', async (t) => {
  t.ok(await serve(t, true))
})

t.test('gone: before the work began', async (t) => {
  t.ok(await serve(t, false))
})
