/** Collect's door. */
export type { CollectionContents } from './collections/collection-answers.ts'
export { createSweeper, type Sweeper } from './collections/sweeper.ts'
export { type Collector, type CollectorOptions, createCollector } from './collector.ts'
export { createFetching, type Fetching, type FetchingOptions } from './fetch/index.ts'
export { collectRecords } from './records.ts'
export { collectRoutes } from './routes.ts'
export type { CollectionAnswer, Run } from './schemas.ts'
