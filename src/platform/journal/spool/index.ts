export type { Spool } from './spool.ts'
export { createSpooling } from './spooling.ts'
export { createSpools, type Spools } from './spools.ts'
