/** A database that tells of every question it is asked. */
import type { KyselyPlugin } from 'kysely'
import type { Database } from '#platform'

export function watchedDatabase(database: Database, onQuery: () => void): Database {
  const watch: KyselyPlugin = {
    transformQuery({ node }) {
      onQuery()
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { ...database, tables: <Tables>() => database.tables<Tables>().withPlugin(watch) }
}
