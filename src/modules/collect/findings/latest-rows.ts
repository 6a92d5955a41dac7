/** What a batch says of each address, against what is known of it. */

export interface LatestRowsOptions<Row, Known> {
  /** In the order in which it was said. */
  said: readonly Row[]
  /** What the database knows, by key. */
  known: ReadonlyMap<string, Known>
  keyOf: (row: Row) => string
  /** How far an address has come. A replica that lost its run speaks late: what it says never takes an address back. */
  progressOf: (row: Row | Known) => number
}

/** The last word on each address, but for words that would take it back. */
export function latestRows<Row, Known>({ said, known, keyOf, progressOf }: LatestRowsOptions<Row, Known>): Row[] {
  const latest = new Map<string, Row>()
  for (const row of said) {
    const key = keyOf(row)
    const before = latest.get(key) ?? known.get(key)
    if (before === undefined || progressOf(row) >= progressOf(before)) latest.set(key, row)
  }
  return [...latest.values()]
}
