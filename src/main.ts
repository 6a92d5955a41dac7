/** The program: brings its process into shape, then serves. */
import { leaveFetchOut } from './cli/leave-fetch-out.ts'
import { isInShape, shapeProcess } from './cli/shape-process.ts'

if (!isInShape()) shapeProcess()
leaveFetchOut()
await import('./serve.ts')
