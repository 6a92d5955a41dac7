/**
 * Keeps Node from loading its `fetch` (undici), 16 MiB that stay, though nothing in the server fetches by it: `import 'node:http'` looks at what
 * is WebSocket's there, and `@fastify/compress` asks of every answer whether it is a `Response`. (Decision 0022)
 */
export function leaveFetchOut(): void {
  const http: Partial<typeof import('node:http')> = process.getBuiltinModule('node:http')
  for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent'] as const) delete http[name]
  // An assignment: to define a property is to look at what was there.
  globalThis.Response = { [Symbol.hasInstance]: () => false } as unknown as typeof Response
}
