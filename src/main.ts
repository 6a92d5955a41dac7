/** The program: brings its process into shape, then serves. */
import { isInShape, shapeProcess } from './cli/shape-process.ts'

if (!isInShape()) shapeProcess()
await import('./serve.ts')
