/** What every component may need: the API, the session, the router. Made once, handed down by context. */
import { createContext } from 'preact'
import { useContext, useEffect, useMemo } from 'preact/hooks'
import { type Client, createClient } from '../api/client.ts'
import { createSession, type Session } from '../api/session.ts'
import { createRouter, type Router } from './router.ts'

export interface Gallery {
  client: Client
  session: Session
  router: Router
}

export function createGallery(window: Window & typeof globalThis): Gallery {
  const { document, location, sessionStorage } = window
  const setCookie = (cookie: string) => {
    document.cookie = cookie
  }
  const session = createSession({ storage: sessionStorage, setCookie, secure: location.protocol === 'https:' })
  const client = createClient({ fetch: (url, init) => window.fetch(url, init), session })
  return { client, session, router: createRouter(window) }
}

export const GalleryContext = createContext<Gallery | null>(null)

export function useGallery(): Gallery {
  const gallery = useContext(GalleryContext)
  if (gallery === null) throw new Error('expected a GalleryContext above this component')
  return gallery
}

/** A store that lives as long as its component, and is made anew when a key changes. */
export function useStore<T extends { close(): void }>(create: () => T, keys: unknown[]): T {
  const store = useMemo(create, keys)
  useEffect(() => () => store.close(), [store])
  return store
}
