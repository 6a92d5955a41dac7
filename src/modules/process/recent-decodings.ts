/** Remembers what was decoded lately, so that the same bytes under many addresses are decoded once. */
import { weigh } from '#platform'
import type { Decoded } from './decoder/messages.ts'

/** What an answer takes beside its thumbnail and its metadata, roughly. */
const bytesOfFacts = 512

export interface RecentDecodings {
  /** The answer for a key: of the decoding under way, of a recent one, or of the one that is started now. */
  get(key: string, decode: () => Promise<Decoded>): Promise<Decoded>
}

export function createRecentDecodings({ maxBytes }: { maxBytes: number }): RecentDecodings {
  const running = new Map<string, Promise<Decoded>>()
  const done = new Map<string, Decoded>()
  let held = 0

  return {
    async get(key, decode) {
      const known = done.get(key)
      if (known) return touch(key, known)
      return running.get(key) ?? run(key, decode)
    },
  }

  async function run(key: string, decode: () => Promise<Decoded>): Promise<Decoded> {
    const decoding = decode()
    running.set(key, decoding)
    try {
      return remember(key, await decoding)
    } finally {
      running.delete(key)
    }
  }

  function remember(key: string, decoded: Decoded): Decoded {
    done.set(key, decoded)
    held += weight(decoded)
    for (const [oldest, value] of done) {
      if (held <= maxBytes) break
      done.delete(oldest)
      held -= weight(value)
    }
    return decoded
  }

  /** A map keeps its order of insertion: the least recently used comes first. */
  function touch(key: string, decoded: Decoded): Decoded {
    done.delete(key)
    done.set(key, decoded)
    return decoded
  }
}

function weight(decoded: Decoded): number {
  if (decoded.verdict !== 'decoded') return bytesOfFacts
  const { thumbnail } = decoded
  return (
    bytesOfFacts + (thumbnail && thumbnail !== 'original' ? thumbnail.bytes.length : 0) + weigh(decoded.facts.metadata)
  )
}
