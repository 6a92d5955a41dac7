/** Numbers of the process itself, under the names that dashboards for Node know. The decoders' processes are not in them. */
import { measureEventLoop } from './measure-event-loop.ts'
import { measureGarbageCollection } from './measure-garbage-collection.ts'
import type { Metrics } from './types.ts'

/**
 * The default metrics of prom-client start an event loop monitor and an observer that nothing can stop, one more with each
 * app: hence these. Answers the function that stops them.
 */
export function measureProcess(metrics: Metrics): () => void {
  measureUsage(metrics)
  const stops = [measureEventLoop(metrics), measureGarbageCollection(metrics)]
  return () => {
    for (const stop of stops) stop()
  }
}

function measureUsage({ gauge, counter }: Metrics): void {
  counter({ name: 'process_cpu_seconds_total', help: 'Processor time, of user and system.', read: cpuSeconds })
  gauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, since the epoch.',
    read: () => performance.timeOrigin / 1000,
  })
  gauge({ name: 'process_resident_memory_bytes', help: 'Memory that is resident.', read: process.memoryUsage.rss })
  gauge({
    name: 'nodejs_heap_size_total_bytes',
    help: 'Memory that V8 has taken for its heap.',
    read: () => process.memoryUsage().heapTotal,
  })
  gauge({
    name: 'nodejs_heap_size_used_bytes',
    help: 'Memory that objects hold in the heap of V8.',
    read: () => process.memoryUsage().heapUsed,
  })
  gauge({
    name: 'nodejs_external_memory_bytes',
    help: 'Memory outside the heap of V8 that its objects hold, such as the bytes of images.',
    read: () => process.memoryUsage().external,
  })
  gauge({
    name: 'nodejs_active_resources',
    help: 'What keeps the event loop alive, such as sockets and timers.',
    label: 'type',
    read: () => countEach(process.getActiveResourcesInfo()),
  })
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function countEach(words: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
