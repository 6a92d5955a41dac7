/**
 * The API's token, where the server asks for one. Kept for this tab, sent as a header by fetches, and as a cookie
 * because <img> and EventSource can send no header.
 */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Session {
  /** `asked`: a token is needed. `refused`: the one we had was wrong. */
  state: ReadonlySignal<'open' | 'asked' | 'refused'>
  token(): string | null
  give(token: string): void
  /** Resolves when a token has been given after `refusedToken` was not accepted. */
  unlock(refusedToken: string | null): Promise<void>
}

export interface SessionOptions {
  storage: Pick<Storage, 'getItem' | 'setItem'>
  /** Sets a cookie of this page. */
  setCookie(cookie: string): void
  /** The page came by https, and so shall the cookie. */
  secure: boolean
}

export function createSession({ storage, setCookie, secure }: SessionOptions): Session {
  const state = signal<'open' | 'asked' | 'refused'>('open')
  let waiting: (() => void)[] = []

  const token = () => storage.getItem('magpie-token')

  function give(value: string): void {
    storage.setItem('magpie-token', value)
    setCookie(cookieOf(value, secure))
    state.value = 'open'
    for (const resolve of waiting.splice(0)) resolve()
  }

  async function unlock(refusedToken: string | null): Promise<void> {
    if (state.value === 'open' && token() !== refusedToken) return
    state.value = refusedToken === null ? 'asked' : 'refused'
    await new Promise<void>((resolve) => {
      waiting = [...waiting, resolve]
    })
  }

  const kept = token()
  if (kept !== null) setCookie(cookieOf(kept, secure))
  return { state, token, give, unlock }
}

function cookieOf(token: string, secure: boolean): string {
  return `magpie_token=${encodeURIComponent(token)}; path=/; SameSite=Strict${secure ? '; Secure' : ''}`
}
