/**
 * Where the reader is: a base page, and perhaps an image open above it. The page beneath an image is kept in the
 * history entry, so that closing, going back and reloading all return to it.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import { type BaseRoute, parseBase, parseRoute, routeHref } from './routes.ts'

export interface Place {
  base: BaseRoute
  image: string | null
}

export interface Router {
  place: ReadonlySignal<Place>
  /** Goes to a page, from the top. */
  open(route: BaseRoute): void
  /** The same page, looked at differently: no new entry in the history. */
  replace(route: BaseRoute): void
  openImage(id: string): void
  /** Another image in the place of the open one. */
  turnTo(id: string): void
  closeImage(): void
}

export function createRouter(window: Window): Router {
  const { history, location } = window
  const place = signal<Place>({ base: { name: 'home' }, image: null })

  function read(): void {
    const route = parseRoute(location.hash)
    const under = history.state?.under
    if (route.name !== 'image') place.value = { base: route, image: null }
    else place.value = { base: typeof under === 'string' ? parseBase(under) : place.value.base, image: route.id }
  }

  function write(href: string, { state = null, replace = false }: { state?: unknown; replace?: boolean }): void {
    if (replace) history.replaceState(state, '', href)
    else history.pushState(state, '', href)
    read()
  }

  const imageHref = (id: string) => routeHref({ name: 'image', id })

  history.scrollRestoration = 'manual'
  window.addEventListener('popstate', read)
  read()
  return {
    place,
    open: (route) => write(routeHref(route), {}),
    replace: (route) => write(routeHref(route), { replace: true }),
    openImage: (id) => write(imageHref(id), { state: { under: routeHref(place.value.base), inside: true } }),
    turnTo: (id) => {
      const state = { under: routeHref(place.value.base), inside: history.state?.inside === true }
      write(imageHref(id), { state, replace: true })
    },
    closeImage: () => {
      const { base, image } = place.value
      if (image === null) return
      // At once, because going back takes its time and Escape may be pressed twice.
      place.value = { base, image: null }
      if (history.state?.inside === true) history.back()
      else write(routeHref(base), { replace: true })
    },
  }
}
