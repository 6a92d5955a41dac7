import t from 'tap'
import { readRefresh } from '../../../../../src/modules/collect/find/elements/refresh.ts'

const cases: [content: string, address: string][] = [
  ['0; url=x.html', 'x.html'],
  ['0;url=x.html', 'x.html'],
  ["0;URL='x.html'", 'x.html'],
  ['0; url="x.html" junk', 'x.html'],
  ["0;url='x.html", 'x.html'],
  [' 5 , url = x.html', 'x.html'],
  ['0 x.html', 'x.html'],
  ["3;'x.html'", 'x.html'],
  ['1.5;url=x.html', 'x.html'],
  ['.;url=x.html', 'x.html'],
  ['0;urlx.html', 'urlx.html'],
  ['0;up.html', 'up.html'],
  ['0;url=', ''],
  ['0;', ''],
  ['5', ''],
  ['', ''],
  ['url=x.html', ''],
  [';url=x.html', ''],
  ['-1;url=x.html', ''],
  ['5s;url=x.html', ''],
]

for (const [content, address] of cases) {
  t.test(`refresh: ${content}`, async (t) => t.equal(readRefresh(content), address))
}
