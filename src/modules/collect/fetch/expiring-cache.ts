/** Answers kept for a while: asked for once, however many wait for them. */

export interface Cache<T> {
  /** The kept answer, or what `load` gives; `keepMs` says for how long that is kept. A load that rejects is not kept. */
  get(key: string, load: () => Promise<T>, keepMs: (value: T) => number): Promise<T>
  forget(key: string): void
}

interface Entry<T> {
  value: Promise<T>
  /** Infinite while it loads. */
  expiresAt: number
}

/** Beyond `maxEntries` the oldest go first. */
export function createCache<T>({ maxEntries, now }: { maxEntries: number; now: () => number }): Cache<T> {
  const entries = new Map<string, Entry<T>>()

  function add(key: string, value: Promise<T>): Entry<T> {
    const entry = { value, expiresAt: Number.POSITIVE_INFINITY }
    entries.delete(key)
    entries.set(key, entry)
    const [oldest] = entries.keys()
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
    return entry
  }

  return {
    async get(key, load, keepMs) {
      const known = entries.get(key)
      if (known && known.expiresAt > now()) return known.value
      const entry = add(key, load())
      try {
        const value = await entry.value
        entry.expiresAt = now() + keepMs(value)
        return value
      } catch (error) {
        entry.expiresAt = 0
        throw error
      }
    },
    forget: (key) => void entries.delete(key),
  }
}
