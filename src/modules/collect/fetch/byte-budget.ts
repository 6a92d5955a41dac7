/** How many bytes of bodies are held at once, over all hosts and runs: from the first byte read until whoever asked is done with them. */

export interface ByteBudget {
  open(): Reservation
}

export interface Reservation {
  /**
   * Resolves when so many bytes in all may be held. The one that holds longest is never refused: somebody always comes to an
   * end, and at most one body is beyond the budget. The others may grow by a quarter of it, all together, so that there is
   * room to begin in: a few large bodies that come slowly keep nobody waiting.
   */
  raise(bytes: number): Promise<void>
  /** Gives everything back, and lets nobody wait. */
  close(): void
}

/** Of the budget. */
const partForGrowth = 1 / 4

interface Holder {
  held: number
  /** What it began with. */
  first: number
}

interface Asker {
  holder: Holder
  bytes: number
  grant(): void
}

export function createByteBudget(maxBytes: number): ByteBudget {
  const holders = new Set<Holder>()
  let growing: Asker[] = []
  let entering: Asker[] = []
  let total = 0

  function serve(): void {
    for (const asker of growing) if (mayGrow(asker)) take(asker)
    growing = growing.filter(({ holder, bytes }) => holder.held < bytes)
    while (entering[0] && mayEnter(entering[0])) take(entering.shift() as Asker)
  }

  function mayGrow({ holder, bytes }: Asker): boolean {
    const [oldest, ...others] = holders
    if (holder === oldest) return true
    const more = bytes - holder.held
    const grown = others.reduce((sum, { held, first }) => sum + held - first, 0)
    return total + more <= maxBytes && grown + more <= maxBytes * partForGrowth
  }

  function mayEnter({ bytes }: Asker): boolean {
    return holders.size === 0 || total + bytes <= maxBytes
  }

  function take({ holder, bytes, grant }: Asker): void {
    if (!holders.has(holder)) holder.first = bytes
    holders.add(holder)
    total += bytes - holder.held
    holder.held = bytes
    grant()
  }

  function leave(holder: Holder): void {
    for (const asker of [...growing, ...entering]) if (asker.holder === holder) asker.grant()
    growing = growing.filter((asker) => asker.holder !== holder)
    entering = entering.filter((asker) => asker.holder !== holder)
    holders.delete(holder)
    total -= holder.held
    holder.held = 0
    serve()
  }

  return {
    open() {
      const holder = { held: 0, first: 0 }
      return {
        raise(bytes) {
          if (bytes <= holder.held) return Promise.resolve()
          return new Promise((grant) => {
            const line = holders.has(holder) ? growing : entering
            line.push({ holder, bytes, grant })
            serve()
          })
        },
        close: () => leave(holder),
      }
    },
  }
}
