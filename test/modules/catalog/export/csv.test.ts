/** CSV that every reader reads alike, and in which nothing of a stranger's is a formula. */
import t from 'tap'
import { toRecord } from '../../../../src/modules/catalog/export/csv.ts'

const cases: [cells: Parameters<typeof toRecord>[0], record: string][] = [
  [['a', 1, true, null, undefined, ''], 'a,1,true,,,'],
  [['a,b', 'a"b', 'a\nb', 'a\r\nb', ' a '], '"a,b","a""b","a\nb","a\r\nb", a '],
  [['=1+1', '+1', '-1', '@SUM(A1)'], "'=1+1,'+1,'-1,'@SUM(A1)"],
  [['\t=1', '\r=1', '\n=1'], `'\t=1,"'\r=1","'\n=1"`],
  [['=HYPERLINK("http://x.test/","a,b")'], `"'=HYPERLINK(""http://x.test/"",""a,b"")"`],
  [['a=1', 'http://site.test/?a=-1', 'é😀'], 'a=1,http://site.test/?a=-1,é😀'],
]

t.test('records: quoted where it is needed, formulas disarmed', async (t) => {
  for (const [cells, record] of cases) t.equal(toRecord(cells), `${record}\r\n`)
})
