/** How long the process stands still for its garbage. */
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'
import type { Metrics } from './types.ts'

const kinds: Record<number, string> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
}

/** What the types of Node leave out. */
interface Collection extends PerformanceEntry {
  detail: { kind: number }
}

/** Answers the function that stops it. */
export function measureGarbageCollection({ histogram }: Metrics): () => void {
  const observe = histogram({
    name: 'nodejs_gc_duration_seconds',
    help: 'Time that garbage collection took, by kind.',
    labels: ['kind'],
    buckets: [0.001, 0.01, 0.1, 1, 2, 5],
  })
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Collection[]) {
      observe({ kind: kinds[entry.detail.kind] ?? 'other' }, entry.duration / 1000)
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  return () => observer.disconnect()
}
