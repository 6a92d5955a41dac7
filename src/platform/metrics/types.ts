/** What rooms may measure, and how they hand it in. */

interface Described {
  /** By the rules of Prometheus: base units, `_total` at the end of what only grows. */
  name: string
  /** One sentence for whoever looks at a graph of it. */
  help: string
}

/** One number, or several that differ in one label. The label's values come from a fixed set: each is kept for ever. */
export type Reading = Described &
  ({ read(): number } | { label: string; read(): Iterable<readonly [value: string, number: number]> })

export interface Distribution<Label extends string> extends Described {
  labels: readonly Label[]
  /** Upper bounds, ascending. */
  buckets: number[]
}

export type Observe<Label extends string> = (labels: Record<Label, string | number>, value: number) => void

/** One app's numbers. They are read when somebody asks for them, and cost nothing in between. */
export interface Metrics {
  /** What rises and falls. */
  gauge(reading: Reading): void
  /** What only grows, since the start. */
  counter(reading: Reading): void
  /** How values are spread; each is handed to the function that comes back. */
  histogram<Label extends string>(distribution: Distribution<Label>): Observe<Label>
  /** All of them in the text format of Prometheus, 0.0.4. */
  text(): Promise<string>
  mediaType: string
}
