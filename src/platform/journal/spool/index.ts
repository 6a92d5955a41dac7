export { createSpooling } from './spooling.ts'
export { createSpools, type Spools } from './spools.ts'
export { createUnspooling } from './unspooling.ts'
