/** The numbers that the rooms offer, as metrics: the rooms themselves know nothing of them. */
import type { Collector } from '#collect'
import type { Metrics } from '#platform'
import type { Processor } from '#process'

export interface MeasuredRooms {
  collector: Pick<Collector, 'activeRuns' | 'verdicts'>
  processor: Pick<Processor, 'waiting'>
}

export function measureRooms({ gauge, counter }: Metrics, { collector, processor }: MeasuredRooms): void {
  gauge({ name: 'magpie_runs_active', help: 'Runs that this replica works on.', read: collector.activeRuns })
  counter({
    name: 'magpie_images_total',
    help: 'Verdicts that this replica found on addresses of images; duplicates are among those stored.',
    label: 'verdict',
    read: collector.verdicts,
  })
  gauge({
    name: 'magpie_images_waiting',
    help: 'Downloaded images that are being processed or wait for it.',
    read: () => processor.waiting().count,
  })
  gauge({
    name: 'magpie_images_waiting_bytes',
    help: 'What the downloaded images that are not yet processed hold of memory.',
    read: () => processor.waiting().bytes,
  })
}
