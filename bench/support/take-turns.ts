/** Figures of contenders that take turns, one table a round, and their medians in the end. */

export type Figures = Record<string, number>

export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
}

/**
 * Lets each contender run once a round and prints what came of it. `ours` is measured against the others within a round, as
 * a machine that is busy for a while is so for all of them.
 */
export async function takeTurns(
  contenders: Record<string, () => Promise<Figures>>,
  { ours, rounds, rate = 'images/s' }: { ours: string; rounds: number; rate?: string },
): Promise<void> {
  const rows = new Map<string, Figures[]>(Object.keys(contenders).map((name) => [name, []]))
  for (let round = 1; round <= rounds; round++) {
    const figures = new Map<string, Figures>()
    for (const [name, contend] of Object.entries(contenders)) figures.set(name, await contend())
    const speed = figures.get(ours)?.[rate] ?? 0
    for (const [name, row] of figures) {
      rows.get(name)?.push({ ...row, [`${ours} is, of it`]: speed / (row[rate] ?? 0) })
    }
    print(`round ${round}`, rows, (all) => all.at(-1) ?? {})
  }
  print(`medians of ${rounds}`, rows, mediansOf)
}

function mediansOf(rows: Figures[]): Figures {
  const names = Object.keys(rows[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, median(rows.map((row) => row[name] ?? 0))]))
}

function print(title: string, rows: Map<string, Figures[]>, choose: (all: Figures[]) => Figures): void {
  console.log(title)
  console.table(Object.fromEntries([...rows].map(([name, all]) => [name, rounded(choose(all))])))
}

function rounded(row: Figures): Figures {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value.toPrecision(3))]))
}
