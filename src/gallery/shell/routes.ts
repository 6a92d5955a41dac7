/** The gallery's own addresses, kept after the `#`. */
import { type FindingsView, findingsQuery, parseFindingsView } from '../findings/view.ts'
import { parseView, type View, viewQuery } from '../grid/view.ts'

export type BaseRoute =
  | { name: 'home' }
  | { name: 'nowhere'; path: string }
  | { name: 'images'; view: View }
  | { name: 'collection'; id: string; view: View }
  | { name: 'findings'; runId: string; view: FindingsView }
export type Route = BaseRoute | { name: 'image'; id: string }

/** What an address stands for; one that stands for nothing is nowhere. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2)
  const [, room, id, part] = path.split('/', 4).map(decode)
  if (room === 'collections' && id) return { name: 'collection', id, view: parseView(query) }
  if (room === 'runs' && id) return { name: 'findings', runId: id, view: parseFindingsView(part, query) }
  if (room === 'images' && id) return { name: 'image', id }
  if (room === 'images') return { name: 'images', view: parseView(query) }
  return path === '' || path === '/' ? { name: 'home' } : { name: 'nowhere', path }
}

export function parseBase(hash: string): BaseRoute {
  const route = parseRoute(hash)
  return route.name === 'image' ? { name: 'home' } : route
}

export function routeHref(route: Route): string {
  switch (route.name) {
    case 'home':
      return '#/'
    case 'nowhere':
      return `#${route.path}`
    case 'images':
      return `#/images${viewQuery(route.view)}`
    case 'collection':
      return `#/collections/${encodeURIComponent(route.id)}${viewQuery(route.view)}`
    case 'findings':
      return `#/runs/${encodeURIComponent(route.runId)}/${route.view.kind}${findingsQuery(route.view)}`
    case 'image':
      return `#/images/${encodeURIComponent(route.id)}`
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
