import t from 'tap'
import { findIn, picturesIn, shorten } from '../../../support/finding.ts'
import { processorMs } from '../../../support/processor-time.ts'

const cases: [title: string, markup: string, pictures: string[]][] = [
  ['upper case', '<IMG SRC=x.jpg ALT=A>', ['img(A) x.jpg']],
  ['line ends round =', '<img\nsrc\r\n=\n"x.jpg"\talt\f=\n\'A\'>', ['img(A) x.jpg']],
  ['> inside a value', '<img alt="a > b" src=c.jpg>', ['img(a > b) c.jpg']],
  ['> inside a value, no space after it', '<img alt="a > b"src=c.jpg>', ['img(a > b) c.jpg']],
  ['no space between attributes', '<img alt="x"src=c.jpg>', ['img(x) c.jpg']],
  ['slashes for spaces', '<img/src=a.jpg/><img/alt="x"/src="b.jpg"/>', ['img a.jpg/', 'img(x) b.jpg']],
  ['two of a name: the first counts', '<img src=a.jpg src=b.jpg alt="" alt=x SRC=c.jpg>', ['img() a.jpg']],
  [
    'quotes in a bare value',
    `<img alt=it's src=a.jpg><img src=b.jpg alt='say "hi"'>`,
    [`img(it's) a.jpg`, 'img(say "hi") b.jpg'],
  ],
  ['names that objects have', '<img constructor=x __proto__=y toString src=a.jpg>', ['img a.jpg']],
  ['odd names', '<img {{x}}="1" @click=y :src=z.jpg "=3 src=a.jpg>', ['img a.jpg']],
  ['never-closed tags', '<div><p><b><img src=a.jpg><div></i><img src=b.jpg>', ['img a.jpg', 'img b.jpg']],
  ['cut off in a tag', '<img src=a.jpg><img src=b.jpg', ['img a.jpg']],
  ['cut off in a value', '<img src=a.jpg><img src="b.jpg><img src=c.jpg>', ['img a.jpg']],
  ['< as text', 'a < b <3 <- <img src=a.jpg>', ['img a.jpg']],
  [
    'comments',
    '<!-- <img src=a.jpg> --><!--><img src=b.jpg><!-- x --!><img src=c.jpg><!-- <img src=d.jpg>',
    ['img b.jpg', 'img c.jpg'],
  ],
  [
    'comments of odd shape',
    '<!--!><img src=a.jpg>--><!---><img src=b.jpg><!--a--b--!><img src=c.jpg>',
    ['img b.jpg', 'img c.jpg'],
  ],
  ['bogus comments', '<!x <img src=a.jpg><?y <img src=b.jpg></ <img src=c.jpg><img src=d.jpg>', ['img d.jpg']],
  ['script strings', '<script>var a = "<img src=a.jpg>"</script><img src=b.jpg>', ['img b.jpg']],
  [
    'script in a comment in a script',
    '<script><!-- <script>"</script><img src=a.jpg>" --></script><img src=b.jpg>',
    ['img b.jpg'],
  ],
  ['text area', '<textarea><img src=a.jpg></textarea><img src=b.jpg>', ['img b.jpg']],
  ['title', '<title><img src=a.jpg></title><img src=b.jpg>', ['img b.jpg']],
  ['frame content', '<iframe><img src=a.jpg></iframe><noembed><img src=b.jpg></noembed><xmp><img src=c.jpg></xmp>', []],
  ['end tag in odd spelling', '<textarea><img src=a.jpg></TEXTAREA\n x=y><img src=b.jpg>', ['img b.jpg']],
  [
    'template',
    '<template><img src=a.jpg><template></template><img src=b.jpg></template><img src=c.jpg>',
    ['img c.jpg'],
  ],
  ['template of a shadow root', '<template shadowrootmode=open><img src=a.jpg></template>', ['img a.jpg']],
  ['pre', '<pre><img src=a.jpg></pre>', ['img a.jpg']],
  ['a NUL in an address', '<img src="a\0.jpg">', ['img a%EF%BF%BD.jpg']],
  ['plaintext', '<img src=a.jpg><plaintext><img src=b.jpg></plaintext>', ['img a.jpg']],
]

for (const [title, markup, pictures] of cases) {
  t.test(`markup: ${title}`, async (t) => t.strictSame(picturesIn(markup), pictures))
}

const bases: [title: string, markup: string, pictures: string[]][] = [
  ['relative', '<base href="/b/"><img src=a.jpg>', ['img http://site.test/b/a.jpg']],
  ['another host', '<base href="//cdn.test/x"><img src=a.jpg>', ['img http://cdn.test/a.jpg']],
  ['the first of two', '<base target=_top><base href="b/"><base href="c/"><img src=a.jpg>', ['img b/a.jpg']],
  ['after the image', '<img src=a.jpg><base href="b/">', ['img b/a.jpg']],
  ['not in noscript', '<noscript><base href="c/"></noscript><base href="b/"><img src=a.jpg>', ['img b/a.jpg']],
  ['empty: the first counts all the same', '<base href=""><base href="b/"><img src=a.jpg>', ['img a.jpg']],
  ['not in a comment', '<!-- <base href="b/"> --><img src=a.jpg>', ['img a.jpg']],
  ['of another scheme', '<base href="data:text/html,x"><img src=a.jpg>', ['img a.jpg']],
  [
    'dots, host and query',
    '<img src=../../x/./y.jpg><img src=//c.test/z.jpg><img src="?a b">',
    ['img http://site.test/x/y.jpg', 'img http://c.test/z.jpg', 'img page.html?a%20b'],
  ],
]

for (const [title, markup, pictures] of bases) {
  t.test(`base: ${title}`, async (t) => t.strictSame(picturesIn(markup), pictures))
}

const inXhtml = '<html xmlns="http://www.w3.org/1999/xhtml">'
const xhtml: [title: string, markup: string, pictures: string[]][] = [
  [
    'elements closed by their slash',
    '<title/><script src="x.js"/><textarea/><template/><img src="a.jpg"/>',
    ['img a.jpg'],
  ],
  ['containers as well', '<picture/><a href="b.jpg"/><img src="a.jpg"/>', ['a b.jpg', 'img a.jpg']],
  ['CDATA', '<p><![CDATA[ > <img src="no.jpg"> ]]></p><img src="a.jpg"/>', ['img a.jpg']],
  ['style in CDATA', '<style><![CDATA[ a { background: url(a.png) } ]]></style>', ['css a.png']],
  ['a script is still none of its markup', '<script>"<img src=no.jpg>"</script><img src="a.jpg"/>', ['img a.jpg']],
]

for (const [title, markup, pictures] of xhtml) {
  t.test(`XHTML: ${title}`, async (t) => {
    t.strictSame(picturesIn(inXhtml + markup, { contentType: 'application/xhtml+xml; charset=utf-8' }), pictures)
  })
}

t.test('XHTML: what is sent as HTML is read as HTML', async (t) => {
  t.strictSame(picturesIn(`${inXhtml}<script src="x.js"/><img src="a.jpg"/>`, { contentType: 'text/html' }), [])
})

const hostile: [title: string, markup: string, count: number][] = [
  ['200,000 images', '<img src=a.jpg alt=x>'.repeat(200_000), 100_000],
  ['200,000 divs deep', `${'<div style="color:rgb(0,0,0)">'.repeat(200_000)}<img src=a.jpg>`, 1],
  ['100,000 drawings deep', `${'<svg>'.repeat(100_000)}<img src=a.jpg>${'</video>'.repeat(100_000)}`, 1],
  ['100,000 links never closed', '<a href=p><img src=a.jpg>'.repeat(100_000), 100_000],
  ['200,000 comments never closed', `<img src=a.jpg>${'<!--'.repeat(200_000)}`, 1],
  ['100,000 scripts', `${'<script>x</script>'.repeat(100_000)}<img src=a.jpg>`, 1],
  ['a tag of 300,000 words', `<img ${'a '.repeat(300_000)} src=a.jpg>`, 1],
  [
    'a tag of 300,000 attributes',
    `<img ${Array.from({ length: 300_000 }, (_, i) => `data-x${i}="y"`).join(' ')} src=a.jpg>`,
    1,
  ],
  ['300,000 quotes', `<img src=a.jpg>${'<p title="'.repeat(300_000)}`, 1],
  ['8 MB of data', `<img src="data:image/png;base64,${'A'.repeat(8_000_000)}">`, 1],
  ['a set of 300,000', `<img srcset="${'a.jpg 1x, '.repeat(300_000)}">`, 1],
  ['commas in a set', `<img srcset="a${','.repeat(500_000)}b, " src=c.jpg>`, 1],
  ['brackets in a set', `<p data-bgset="${'['.repeat(500_000)}"><img src=a.jpg>`, 1],
  ['sources without end', `<picture>${'<source srcset=a.jpg>'.repeat(100_000)}<img src=b.jpg>`, 1],
  ['one object with 100,000 fallbacks', `<object data=x.png>${'<img src=a.jpg>'.repeat(100_000)}`, 1],
  ['blanks in a title', `<title>${' '.repeat(1_000_000)}x${' '.repeat(1_000_000)}</title><img src=a.jpg>`, 1],
]

for (const [title, markup, count] of hostile) {
  t.test(`hostile markup: ${title}`, async (t) => {
    const start = processorMs()
    const { pictures } = findIn(markup)
    t.equal(pictures.length, count)
    t.ok(processorMs() - start < 30_000, 'in time that grows with the page alone')
  })
}

t.test('XHTML: sheets that are named before the root element', async (t) => {
  const prolog = `<?xml version="1.0"?><!-- <p> <?xml-stylesheet href="no.css"?> --><?xml-stylesheet type="text/css" href="a.css?x=1&amp;y=>"?>
    <?xml-stylesheet
      href='b.css'?><?xml-stylesheet type="text/xsl" href="no.xsl"?><?xml-stylesheet?><?xml-stylesheet href="data:text/css,a{background:url(http://site.test/dir/c.png)}"?>`
  const page = `${prolog}${inXhtml}<?xml-stylesheet href="late.css"?></html>`
  const { sheets, pictures } = findIn(page, { contentType: 'application/xhtml+xml' })
  t.strictSame(sheets.map(shorten), ['a.css?x=1&y=%3E', 'b.css'])
  t.match(pictures, [{ element: 'css', candidates: ['http://site.test/dir/c.png'] }])
  t.strictSame(findIn(page, { contentType: 'text/html' }).sheets, [], 'HTML knows no such instructions')
  for (const never of ['<!--', '<?xml-stylesheet ', '<?xml-stylesheet href="']) {
    t.strictSame(findIn(never.repeat(100_000), { contentType: 'application/xhtml+xml' }).sheets, [], never)
  }
})
