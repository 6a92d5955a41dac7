/** Lets pages of other origins use the API, where the configuration names them (fetch.spec.whatwg.org, section 3.3). */
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'

/** What a page may read of an answer beside its body. */
const exposedHeaders = ['content-range', 'etag', 'link', 'location', 'retry-after']

/**
 * `origins`: such as `https://museum.example`, or `*` for any. Register it before whatever asks for a token: a browser asks
 * beforehand, and without one. Cookies of Magpie are never sent along: a page needs the token itself.
 */
export async function allowOrigins(server: FastifyInstance, origins: string[]): Promise<void> {
  const origin = origins.includes('*') ? '*' : origins
  await server.register(cors, { origin, exposedHeaders, methods: ['GET', 'HEAD', 'POST', 'DELETE'], maxAge: 600 })
}
