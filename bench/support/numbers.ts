/** Rows of figures, one for each round: their medians, and digits that mean something. */

export type Figures = Record<string, number>

export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
}

export function mediansOf(rows: Figures[]): Figures {
  const names = Object.keys(rows[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, median(rows.map((row) => row[name] ?? 0))]))
}

export function rounded(row: Figures): Figures {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value.toPrecision(3))]))
}
