/** Keeps prepared statements: preparing costs as much as running, and a pipeline says the same things over and over. */
import type { Database as SqliteFile, Statement } from 'better-sqlite3'

const most = 200

/** Longer ones carry rows of values, so that hardly any comes twice. */
const longest = 1000

/** What a `*` stands for may change under a statement, when another process migrates the file. */
const isKept = (sql: string) => sql.length <= longest && !sql.includes('*')

/** Makes the file answer `prepare` from what it has prepared before. Statements are run to their end, never iterated over. */
export function keepStatements(file: SqliteFile): void {
  const kept = new Map<string, Statement>()
  const prepare = file.prepare.bind(file)

  file.prepare = ((sql: string) => {
    const known = kept.get(sql)
    if (known) return known
    const statement = prepare(sql)
    if (isKept(sql)) keep(sql, statement)
    return statement
  }) as SqliteFile['prepare']

  function keep(sql: string, statement: Statement): void {
    const [oldest] = kept.keys()
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest)
    kept.set(sql, statement)
  }
}
