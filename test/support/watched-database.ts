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
  return {
    ...database,
    tables<Tables>() {
      const db = database.tables<Tables>().withPlugin(watch)
      const execute = db.executeQuery.bind(db)
      // What was put together beforehand passes no plugin.
      db.executeQuery = (question) => {
        onQuery()
        return execute(question)
      }
      return db
    },
  }
}
