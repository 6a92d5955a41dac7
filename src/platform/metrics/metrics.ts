/** The numbers of one app, in a registry of its own: several apps may run in one process. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics, Reading } from './types.ts'

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]

  return {
    gauge(reading) {
      const gauge: Gauge = new Gauge({ ...describe(reading), registers, collect })
      function collect() {
        gauge.reset()
        for (const [labels, value] of valuesOf(reading)) gauge.set(labels, value)
      }
    },
    counter(reading) {
      const counter: Counter = new Counter({ ...describe(reading), registers, collect })
      function collect() {
        counter.reset()
        for (const [labels, value] of valuesOf(reading)) counter.inc(labels, value)
      }
    },
    histogram({ name, help, labels, buckets }) {
      const histogram = new Histogram({ name, help, labelNames: labels, buckets, registers })
      return (of, value) => histogram.observe(of, value)
    },
    text: () => registry.metrics(),
    mediaType: registry.contentType,
  }
}

function describe(reading: Reading) {
  return { name: reading.name, help: reading.help, labelNames: 'label' in reading ? [reading.label] : [] }
}

function valuesOf(reading: Reading): [labels: Record<string, string>, value: number][] {
  if (!('label' in reading)) return [[{}, reading.read()]]
  return Array.from(reading.read(), ([of, value]) => [{ [reading.label]: of }, value])
}
