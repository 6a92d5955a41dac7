import iconv from 'iconv-lite'
import t from 'tap'
import { picturesIn, picturesInSheet } from '../../../support/finding.ts'

const meta = (charset: string) => `<meta charset=${charset}>`
const image = (alt: string) => `<img src=a.jpg alt="${alt}">`

const cases: [title: string, body: Buffer, contentType: string | null, alt: string][] = [
  [
    'windows-1252 by meta',
    Buffer.from(`${meta('iso-8859-1')}<img src=a.jpg alt="it\x92s \x80">`, 'latin1'),
    null,
    'it’s €',
  ],
  ['Shift_JIS by meta', iconv.encode(meta('shift_jis') + image('日本 C:\\~'), 'shift_jis'), null, '日本 C:\\~'],
  ['EUC-JP by meta', iconv.encode(meta('euc-jp') + image('日本語'), 'euc-jp'), null, '日本語'],
  ['GBK by meta', iconv.encode(meta('gb2312') + image('图片'), 'gbk'), null, '图片'],
  ['Big5 by header', iconv.encode(image('圖片'), 'big5'), 'text/html; charset=Big5', '圖片'],
  [
    'EUC-KR by http-equiv',
    iconv.encode(`<meta http-equiv=content-type content="text/html;charset=euc-kr">${image('그림')}`, 'euc-kr'),
    null,
    '그림',
  ],
  ['KOI8-R by header', iconv.encode(image('картина'), 'koi8-r'), 'text/html;charset="koi8-r"', 'картина'],
  ['UTF-16 by its mark', Buffer.from(`\ufeff${image('é')}`, 'utf16le'), 'text/html; charset=windows-1252', 'é'],
  ['UTF-8 by its mark, against the header', Buffer.from(`\ufeff${image('é')}`), 'text/html; charset=windows-1252', 'é'],
  ['header against meta', Buffer.from(meta('windows-1251') + image('é')), 'text/html; charset=utf-8', 'é'],
  ['unknown name in the header', Buffer.from(meta('utf-8') + image('é')), 'text/html; charset=klingon', 'é'],
  ['nothing said, valid UTF-8', Buffer.from(image('é')), 'text/html', 'é'],
  ['nothing said, not UTF-8', Buffer.from(image('é'), 'latin1'), null, 'é'],
  [
    'broken UTF-8',
    Buffer.from([...Buffer.from(`${meta('utf-8')}<img src=a.jpg alt="a`), 0xff, ...Buffer.from('b">')]),
    null,
    'a\ufffdb',
  ],
]

for (const [title, body, contentType, alt] of cases) {
  t.test(`decoding: ${title}`, async (t) => t.strictSame(picturesIn(body, { contentType }), [`img(${alt}) a.jpg`]))
}

t.test('decoding: a path is spelled in UTF-8, a query in the encoding of the page', async (t) => {
  const body = iconv.encode(`${meta('windows-1251')}<img src="й.jpg?q=й"><img src="a.jpg?q=&#x2603;#й">`, 'win1251')
  t.strictSame(picturesIn(body), ['img %D0%B9.jpg?q=%E9', 'img a.jpg?q=%26%239731%3B'])
})

t.test(
  'decoding: a byte of a character that is ASCII stays as it is in a query, but for those that never do',
  async (t) => {
    const query = (text: string, name: string) => {
      const body = iconv.encode(`${meta(name)}<img src="a.jpg?${text}">`, name)
      return picturesIn(body).map((picture) => picture.slice('img a.jpg?'.length))
    }
    t.strictSame(query('日本語ソ表', 'Shift_JIS'), ['%93%FA%96{%8C%EA%83\\%95\\'])
    t.strictSame(query('\u{20000}', 'GB18030'), ['%952%826'])
  },
)

t.test('decoding: what browsers refuse to decode shows nothing', async (t) => {
  for (const label of ['iso-2022-kr', 'hz-gb-2312', 'ISO-2022-CN', 'replacement']) {
    t.strictSame(picturesIn('<img src=a.jpg>', { contentType: `text/html; charset=${label}` }), [])
    t.strictSame(picturesIn(`<meta charset=${label}><img src=a.jpg>`), [])
    t.strictSame(picturesInSheet('a{background:url(a.png)}', { contentType: `text/css; charset=${label}` }), [])
  }
})
