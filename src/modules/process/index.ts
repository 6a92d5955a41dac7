/** The door of the process room: turns downloaded bytes into catalogued images. */
export { elements, type NewOccurrence } from '#catalog'
export { createProcessor, type ProcessorOptions } from './processor.ts'
export type { Download, Element, Facts, Outcome, Processor } from './types.ts'
