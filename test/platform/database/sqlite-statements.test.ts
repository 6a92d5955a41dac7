import SQLite from 'better-sqlite3'
import t from 'tap'
import { keepStatements } from '../../../src/platform/database/sqlite-statements.ts'

t.test('statements: prepared once, but for what a migration may change and what carries rows', (t) => {
  const file = new SQLite(':memory:')
  file.exec('create table words (word text)')
  keepStatements(file)
  const insert = 'insert into words (word) values (?)'
  t.equal(file.prepare(insert), file.prepare(insert))
  t.not(file.prepare('select * from words'), file.prepare('select * from words'))
  const many = `insert into words (word) values ${Array(300).fill('(?)').join(', ')}`
  t.not(file.prepare(many), file.prepare(many))
  file.prepare(insert).run('one')
  file.exec('alter table words add column length integer default 3')
  file.prepare(insert).run('two')
  t.strictSame(file.prepare('select * from words').all(), [
    { word: 'one', length: 3 },
    { word: 'two', length: 3 },
  ])
  for (let number = 0; number < 500; number++) file.prepare(`select ${number} as number`).get()
  t.same(file.prepare('select 7 as number').get(), { number: 7 })
  file.close()
  t.end()
})
