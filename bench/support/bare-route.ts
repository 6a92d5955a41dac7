/** The limit: a bare Fastify route that sends what the file says, and does nothing else. Prints where it listens. */
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const [path = '', mediaType = ''] = process.argv.slice(2)
const bytes = readFileSync(path)
const server = Fastify()
server.get('/', async (_request, reply) => reply.type(mediaType).send(bytes))
console.log(await server.listen({ host: '127.0.0.1', port: 0 }))
process.on('SIGTERM', () => server.close())
