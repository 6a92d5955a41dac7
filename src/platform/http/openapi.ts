/** The description of the API (OpenAPI 3.1) at `/openapi.json`, made from the routes' own schemas, and its page for people at `/docs`. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { version } from '../config.ts'
import { ProblemDocument } from './schemas.ts'

const description = `Collects every image of a website, processes each, and catalogues them.

Lists are paginated by a cursor: hand \`next\` back as \`cursor\`. Every error is a problem document (RFC 9457). What is known of images
has an ETag: send it as \`If-None-Match\`, and 304 says at once that nothing has changed. Text comes as Brotli or gzip where that is accepted.

Some problems belong to no operation: 405 with \`Allow\` for a method that an address does not take, 408 for a request that does not arrive in time, 414 and 431 for an address and
headers that are too long, 417 for an expectation other than \`100-continue\`.`

export const tags = [
  { name: 'collections', description: 'Websites with their settings' },
  { name: 'runs', description: 'One pass over a collection' },
  { name: 'images', description: 'What was collected: distinct bytes, identified by their SHA-256' },
  { name: 'dead letters', description: 'Records that the database refused, kept to be sent again' },
  { name: 'health', description: 'For load balancers, orchestrators and monitoring' },
]

/** The page's own files and nothing else; Swagger UI sets styles on its elements and draws icons from `data:`. */
const staticCSP = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
}

export async function describeApi(server: FastifyInstance, { tokenNeeded }: { tokenNeeded: boolean }): Promise<void> {
  server.addSchema(ProblemDocument)
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Magpie', version, description, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/' }],
      tags,
      security: tokenNeeded ? [{ token: [] }] : [],
      ...(tokenNeeded && {
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      }),
    },
    // Components are called by their names, not `def-0`.
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `def-${index}`) },
  })
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP,
    indexPrefix: '',
    uiConfig: { validatorUrl: null },
    // The bar at the top is for descriptions of others.
    theme: { title: 'Magpie API', css: [{ filename: 'magpie.css', content: '.swagger-ui .topbar { display: none }' }] },
  })
  server.get('/openapi.json', { schema: { hide: true } }, () => server.swagger())
}
