/**
 * Remembers how far each entry of the history was scrolled. Browsers would do so by themselves for pages that are whole
 * at once; these grow while they are read. Kept for the tab, so that reloading returns to the same place too.
 */
export interface ScrollMemory {
  /** Notes where the page is now, for the entry that is being left. */
  note(): void
  /** The entry in `history.state` has become the current one: how far it was scrolled, 0 for a new one. */
  arrive(): number
}

const name = 'magpie-scroll'
/** More entries than anybody goes back. */
const mostEntries = 100

export function createScrollMemory(window: Window, newKey: () => string): ScrollMemory {
  const { history, sessionStorage } = window
  let positions = readPositions(sessionStorage.getItem(name))
  let key = keyed()

  /** The current entry's key; an entry that came about by a link or by hand has none yet. */
  function keyed(): string {
    const { state } = history
    if (typeof state?.key === 'string') return state.key
    const made = newKey()
    history.replaceState({ ...state, key: made }, '')
    return made
  }

  function note(): void {
    positions.delete(key)
    positions.set(key, window.scrollY)
    positions = new Map([...positions].slice(-mostEntries))
  }

  function arrive(): number {
    key = keyed()
    return positions.get(key) ?? 0
  }

  window.addEventListener('pagehide', () => {
    note()
    sessionStorage.setItem(name, JSON.stringify([...positions]))
  })
  return { note, arrive }
}

function readPositions(text: string | null): Map<string, number> {
  try {
    return new Map(JSON.parse(text ?? '[]'))
  } catch {
    return new Map()
  }
}
