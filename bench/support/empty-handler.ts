/** The limit: a bare Fastify that reads the same submission and answers as much, and does nothing. Prints where it listens. */
import Fastify from 'fastify'

const answer = { id: '019e0000-0000-7000-8000-000000000000', name: 'x'.repeat(900) }
const server = Fastify()
server.post('/api/v1/collections', async (_request, reply) => reply.code(202).send(answer))
console.log(await server.listen({ host: '127.0.0.1', port: 0 }))
process.on('SIGTERM', () => server.close())
