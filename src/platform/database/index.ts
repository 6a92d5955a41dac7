export type { MigrationFile } from './migrate.ts'
export { type DatabaseOptions, openDatabase } from './open-database.ts'
export type { AnyTransaction, Database, DatabaseDialect } from './types.ts'
