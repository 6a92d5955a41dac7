/** `npm run migrate`: brings the schema of DATABASE_URL up to date, and says what it did. */
import { loadEnvironmentFile, openDatabase, readConfig } from './platform/index.ts'

loadEnvironmentFile()
const database = openDatabase({ url: readConfig(process.env).DATABASE_URL })
try {
  const applied = await database.migrate()
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The schema is up to date.')
} catch (error) {
  console.error(`${database.label}: ${(error as Error).message}`)
  process.exitCode = 1
} finally {
  await database.close()
}
