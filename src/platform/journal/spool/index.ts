export type { Spool, SpooledEntry } from './spool.ts'
export { createSpooling } from './spooling.ts'
export { createSpools, type Spools } from './spools.ts'
