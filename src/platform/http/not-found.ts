/** Tells an address that does not exist (404) from a method that is not served there (405, with `Allow`). */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Problem, problem } from '../errors.ts'

/** Call it before any route is added. */
export function rememberRoutes(server: FastifyInstance): (request: FastifyRequest) => Problem {
  const routes: { path: RegExp; methods: string[] }[] = []
  server.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) routes.push({ path: toPattern(url), methods: [method].flat() })
  })
  return ({ method, url }) => {
    const path = url.split('?', 1)[0] ?? url
    const allowed = new Set(routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods))
    return allowed.size > 0 ? notAllowed(method, path, [...allowed].join(', ')) : nothingHere(method, path)
  }
}

function toPattern(url: string): RegExp {
  return new RegExp(`^${url.replaceAll(/[.+?^$()[\]{}|\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}$`)
}

function nothingHere(method: string, path: string): Problem {
  return problem('not-found', `${method} ${path} is not an address of this server.`)
}

function notAllowed(method: string, path: string, allow: string): Problem {
  return problem('method-not-allowed', `${path} answers to ${allow}, not to ${method}.`, { headers: { allow } })
}
