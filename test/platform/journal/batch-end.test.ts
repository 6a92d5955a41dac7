/** Work that is left for the end of a batch: once, with everything that was said to it, or not at all. */
import { type AnyTransaction, recordKind } from '#platform'
import { deliverBatch } from '../../../src/platform/journal/deliver-batch.ts'
import { onEveryDatabase } from '../../support/databases.ts'

onEveryDatabase('atEnd: after every kind, once, in the same transaction', async (t, database) => {
  const said: string[] = []
  const work = async (_: AnyTransaction, notes: string[]) => {
    said.push(notes.join())
    if (notes.includes('bad')) throw new Error('refused')
  }
  const kinds = ['first', 'second'].map((name) =>
    recordKind<object, string>(name, async (_, words, { atEnd }) => {
      said.push(name)
      for (const word of words) atEnd(work, word)
    }),
  )
  const [first, second] = kinds
  if (!first || !second) throw new Error('two were made')
  const deliver = (...words: string[]) =>
    deliverBatch(database, kinds, [second.record('c'), ...words.map((word) => first.record(word))])
  t.match(await deliver('a', 'b'), { hasArrived: true })
  t.strictSame(said.splice(0), ['first', 'second', 'a,b,c'])
  t.match(await deliver('bad'), { hasArrived: false, mayHaveArrived: false })
})
