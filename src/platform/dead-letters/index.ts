export { createDeadLetters, type DeadLetters } from './dead-letters.ts'
export { type DeadLetterOptions, deadLetterRoutes } from './routes.ts'
