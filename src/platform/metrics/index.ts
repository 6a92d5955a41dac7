export { measureJournal } from './measure-journal.ts'
export { measureProcess } from './measure-process.ts'
export { createMetrics } from './metrics.ts'
export type { Metrics } from './types.ts'
