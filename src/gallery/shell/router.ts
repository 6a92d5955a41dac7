/**
 * Where the reader is: a base page, and perhaps an image open above it. The page beneath an image is kept in the
 * history entry, so that closing, going back and reloading all return to it.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import { randomKey } from './random-key.ts'
import { type BaseRoute, parseBase, parseRoute, routeHref } from './routes.ts'
import { createScrollMemory } from './scroll-memory.ts'

export interface Place {
  base: BaseRoute
  image: string | null
  /** How far down the page was when it was left; 0 where it is new. */
  top: number
}

export interface Router {
  place: ReadonlySignal<Place>
  /** Goes to a page, from the top. */
  open(route: BaseRoute): void
  /** The same page, looked at differently, which can be gone back from; `refine` changes the last look instead. */
  look(route: BaseRoute, options?: { refine: boolean }): void
  openImage(id: string): void
  /** Another image in the place of the open one. */
  turnTo(id: string): void
  closeImage(): void
}

export function createRouter(window: Window): Router {
  const { history, location } = window
  const memory = createScrollMemory(window, randomKey)
  const place = signal<Place>({ base: { name: 'home' }, image: null, top: 0 })

  function read(): void {
    const route = parseRoute(location.hash)
    const under = history.state?.under
    const top = memory.arrive()
    if (route.name !== 'image') place.value = { base: route, image: null, top }
    else place.value = { base: typeof under === 'string' ? parseBase(under) : place.value.base, image: route.id, top }
  }

  function write(href: string, { state = null, replace = false }: { state?: unknown; replace?: boolean }): void {
    memory.note()
    if (replace) history.replaceState(state, '', href)
    else history.pushState(state, '', href)
    read()
  }

  const imageHref = (id: string) => routeHref({ name: 'image', id })

  history.scrollRestoration = 'manual'
  window.addEventListener('popstate', () => {
    memory.note()
    read()
  })
  read()
  return {
    place,
    open: (route) => write(routeHref(route), {}),
    look: (route, { refine } = { refine: false }) => {
      write(routeHref(route), { replace: refine })
    },
    openImage: (id) => write(imageHref(id), { state: { under: routeHref(place.value.base), inside: true } }),
    turnTo: (id) => {
      const state = { under: routeHref(place.value.base), inside: history.state?.inside === true }
      write(imageHref(id), { state, replace: true })
    },
    closeImage: () => {
      const { base, image, top } = place.value
      if (image === null) return
      // At once, because going back takes its time and Escape may be pressed twice.
      place.value = { base, image: null, top }
      if (history.state?.inside === true) history.back()
      else write(routeHref(base), { replace: true })
    },
  }
}
