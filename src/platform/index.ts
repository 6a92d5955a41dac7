/** The platform: what every room stands on. It imports no room. */

export { type Config, ConfigError, loadEnvironmentFile, readConfig, version } from './config.ts'
export {
  type AnyTransaction,
  type Database,
  type DatabaseDialect,
  type DatabaseOptions,
  type MigrationFile,
  openDatabase,
} from './database/index.ts'
export { createDeadLetters, type DeadLetterOptions, type DeadLetters, deadLetterRoutes } from './dead-letters/index.ts'
export { type FieldError, Problem, type ProblemOptions, type ProblemType, problem } from './errors.ts'
export {
  allowOrigins,
  type ContentCoding,
  chooseCoding,
  compressAnswers,
  createServer,
  cursorsOf,
  describeApi,
  type HealthOptions,
  healthRoutes,
  measureRequests,
  metricsRoutes,
  type Page,
  type PageQuery,
  type Position,
  readPageQuery,
  requireToken,
  type ServerOptions,
  schemas,
  securityHeaders,
  sendPage,
  toPage,
  vary,
} from './http/index.ts'
export { newId } from './id.ts'
export {
  type Circumstances,
  createJournal,
  createSpools,
  type EndWork,
  type Journal,
  type JournalOptions,
  type JournalRecord,
  type JournalState,
  type RecordKind,
  recordKind,
  type Spools,
  type Stored,
  weigh,
} from './journal/index.ts'
export { type Log, silentLog } from './log.ts'
export { createMetrics, type Metrics, measureJournal, measureProcess } from './metrics/index.ts'
export { moments } from './moments.ts'
export { parseNetworks } from './networks.ts'
export { releaseBytes } from './release-bytes.ts'
export { addressKey, storableText } from './text.ts'
