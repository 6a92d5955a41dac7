/** Headers that keep what is served from being misused: nothing from outside runs as this origin. */
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** Made once: its plugin for Fastify puts the policy together anew for every request. */
export function securityHeaders(server: FastifyInstance): void {
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Magpie speaks plain HTTP behind a balancer; whether there is TLS in front is the balancer's to say.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  })
  server.addHook('onRequest', async (request, reply) => setHeaders(request.raw, reply.raw, () => {}))
}
