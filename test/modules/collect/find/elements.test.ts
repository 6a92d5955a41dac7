import t from 'tap'
import { findIn, picturesIn, shorten } from '../../../support/finding.ts'

const cases: [title: string, markup: string, pictures: string[]][] = [
  ['style attribute', '<p style="background: url(a.png), URL( \'b.png\' )">', ['css a.png', 'css b.png']],
  ['style attribute: entities', '<p style="background:url(&quot;a.png&quot;)">', ['css a.png']],
  ['style attribute: image-set', '<p style=\'background:image-set("a.png" 1x, "b.png" 2x)\'>', ['css b.png a.png']],
  [
    'style attribute: inside a link to the file',
    '<a href=big.jpg><i style="background:url(s.jpg)"></i></a>',
    ['css big.jpg s.jpg'],
  ],
  ['style', '<style>a{background:url(a.png)} b{background:url(a.png)}</style>', ['css a.png']],
  [
    'sheets in an address',
    '<link rel=stylesheet href="data:text/css,a{background:url(http://site.test/dir/a.png)}b{background:url(no.png)}"><link rel=stylesheet href="data:text/css;charset=utf-8;base64,YXtiOnVybChodHRwOi8vc2l0ZS50ZXN0L2Rpci9iLnBuZyl9">',
    ['css a.png', 'css b.png'],
  ],
  ['style of another language', '<style type=text/less>a{background:url(a.png)}</style>', []],
  ['style: never closed', '<style>a{background:url(a.png)}<img src=b.jpg>', ['css a.png']],
  [
    'background attribute',
    '<body background=a.png><table background=b.png><td background=c.png>',
    ['background a.png', 'background b.png', 'background c.png'],
  ],
  ['data-bg: address', '<div data-bg="https://cdn.test/i/7">', ['background https://cdn.test/i/7']],
  [
    'data-bg: CSS',
    '<div data-bg="url(a.png)" data-background-image="url(\'b.png\')">',
    ['background a.png', 'background b.png'],
  ],
  [
    'data-bg: colours and settings',
    '<div data-bg="#fff" data-background="rgb(1,2,3)" data-background-image=none data-image=hero>',
    [],
  ],
  ['data-bgset', '<div data-bgset="s.jpg 300w [(max-width: 9em)] | l.jpg 900w">', ['background l.jpg s.jpg']],

  ['og:image', '<meta property=og:image content=a.jpg>', ['meta a.jpg']],
  ['og:image: a template', '<meta property=og:image content="{{ image }}">', []],
  ['words of items', '<span itemprop=logo content="Acme Inc."></span><meta itemprop=photo content="e.g. a/b">', []],
  [
    'an icon that says there is none',
    '<link rel=icon href="data:;base64,iVBORw0KGgo="><link rel=icon href="data:,">',
    [],
  ],
  [
    'og:image:secure_url of the same picture',
    '<meta property="og:image" content="http://c.test/a.jpg"><meta property="og:image:secure_url" content="https://c.test/a.jpg">',
    ['meta http://c.test/a.jpg https://c.test/a.jpg'],
  ],
  [
    'og:image and its alt',
    '<meta property=og:image content=a.jpg><meta property=og:image:alt content="An A">',
    ['meta(An A) a.jpg'],
  ],
  ['twitter:image', '<meta name=twitter:image content=a.jpg><meta property=og:image content=a.jpg>', ['meta a.jpg']],
  [
    'meta of other networks',
    '<meta property=vk:image content=a.jpg><meta name=parsely-image-url content=b.jpg><meta name=sailthru.image.full content=c.jpg><meta name=image content=d.jpg>',
    ['meta a.jpg', 'meta b.jpg', 'meta c.jpg', 'meta d.jpg'],
  ],
  ['meta that only looks so', '<meta name=show-image content=true><meta name=has.image content=1.5>', []],
  ['other meta', '<meta name=description content=a.jpg><meta property=og:image:width content=100>', []],
  [
    'itemprop',
    '<meta itemprop=image content=a.jpg><link itemprop="image" href=b.jpg><img itemprop=image src=c.jpg>',
    ['meta a.jpg', 'meta b.jpg', 'img c.jpg'],
  ],
  [
    'itemprop: the address of an image',
    '<div itemprop=image itemscope><meta itemprop=url content=a.jpg><meta itemprop=width content=9></div><link itemprop=url href=page.html>',
    ['meta a.jpg'],
  ],
  [
    'itemprop: films and words',
    '<meta itemprop=contentUrl content=v.mp4><meta itemprop="thumbnailUrl" content=t.jpg><span itemprop=image content=x>',
    ['meta t.jpg'],
  ],
  [
    'itemprop: on a link to its full size',
    '<a itemprop=contentUrl href=big.jpg><img itemprop=thumbnail src=small.jpg></a>',
    ['img big.jpg small.jpg'],
  ],
  [
    'icons',
    '<link rel="shortcut icon" href=a.ico><link rel=apple-touch-icon href=b.png><link rel=MASK-ICON href=c.svg>',
    ['link-icon a.ico', 'link-icon b.png', 'link-icon c.svg'],
  ],
  ['relations that objects have', '<link rel=constructor href=a.png><link rel=__proto__ href=b.png>', []],
  ['image_src', '<link rel=image_src href=a.jpg>', ['link-image a.jpg']],
  [
    'preload',
    '<link rel=preload as=image href=a.jpg imagesrcset="b.jpg 2x, c.jpg 3x"><link rel=preload as=font href=f.woff2>',
    ['link-preload c.jpg b.jpg a.jpg'],
  ],

  ['prefetch', '<link rel=prefetch href=a.jpg><link rel=prefetch href=p.html>', ['link-preload a.jpg']],

  ['svg image', '<svg><image href=a.png /><image xlink:href="b.png"></image></svg>', ['svg a.png', 'svg b.png']],
  ['svg use', '<svg><use href=s.svg#a /><use xlink:href="s.svg#b"/><use href="#c"/></svg>', ['svg s.svg']],
  [
    'svg: style of its own',
    '<svg style="background:url(a.png)"><style><![CDATA[ b{mask:url(b.svg)} ]]></style></svg>',
    ['css a.png', 'css b.svg'],
  ],
  ['svg: HTML inside ends it', '<svg><image href=a.png><p><image src=b.png>', ['svg a.png', 'img b.png']],
  [
    'svg: a font of HTML ends it, by its attributes',
    '<svg><font><input type=image src=no.png><font COLOR=red><input type=image src=a.png></svg><svg><g><font face=x /><video poster=b.png>',
    ['input a.png', 'video b.png'],
  ],
  [
    'svg: elements closed by their slash',
    '<svg><title/><style/><image href=a.png /></svg><img src=b.png>',
    ['svg a.png', 'img b.png'],
  ],
  ['image outside of svg is img', '<p><image src=a.jpg alt=A></p>', ['img(A) a.jpg']],
  ['video poster', '<video poster=a.jpg src=v.mp4></video>', ['video a.jpg']],
  ['amp-video poster', '<amp-video poster=a.jpg src=v.mp4></amp-video>', ['video a.jpg']],
  ['frame that shows an image', '<iframe src=a.jpg></iframe><frame src=b.png>', ['embed a.jpg', 'embed b.png']],
  ['input', '<input type=Image src=a.png alt=Go><input type=text src=b.png>', ['input(Go) a.png']],
  ['object by type', '<object type=image/svg+xml data=a></object><object data=movie.swf></object>', ['object a']],
  [
    'object with its fallback',
    '<object data=a.svg><img src=a.png></object><img src=b.png>',
    ['object a.svg a.png', 'img b.png'],
  ],
  [
    'object: what stands in for it',
    '<object data=a.svg><object data=b.png><embed src=c.gif><img src=d.jpg></object></object>',
    ['object a.svg b.png c.gif d.jpg'],
  ],
  [
    'embed',
    '<embed src=a.svg><embed src=b.pdf type=application/pdf><embed src=c type=image/png>',
    ['embed a.svg', 'embed c'],
  ],
  ['srcdoc', '<iframe srcdoc="<p><img src=a.jpg alt=&quot;R&amp;amp;B&quot;>"></iframe>', ['img(R&B) a.jpg']],
  [
    'srcdoc: a base of its own, relative to that of the page',
    `<base href="/b/"><iframe srcdoc="<base href='sub/'><img src=a.jpg>"></iframe><img src=b.jpg>`,
    ['img http://site.test/b/sub/a.jpg', 'img http://site.test/b/b.jpg'],
  ],
  [
    'srcdoc in srcdoc: each base is relative to the one outside',
    `<iframe srcdoc="<base href='/b/'><iframe srcdoc='<base href=c/><img src=a.jpg>'></iframe><img src=b.jpg>"></iframe>`,
    ['img http://site.test/b/c/a.jpg', 'img http://site.test/b/b.jpg'],
  ],
  [
    'object and embed that say nothing of themselves',
    '<object data="/i/obj?id=1.5"></object><embed src=e><embed src=player.html><object data="dir/"></object><embed src=chart.php>',
    ['object http://site.test/i/obj?id=1.5', 'embed e', 'embed chart.php'],
  ],
  ['two properties of meta', '<meta property="og:image twitter:image" content=a>', ['meta a']],
  ['a name of meta is one', '<meta name="image description" content="A fine photo.">', []],
  [
    'what programs make, by a name that says image',
    '<meta itemprop=image content="b.php?id=2"><link itemprop=image href=d.aspx><meta itemprop=image content=page.html>',
    ['meta b.php?id=2', 'meta d.aspx'],
  ],
  ['area of a map', '<map><area href=a.png></map>', ['a a.png']],
]

for (const [title, markup, pictures] of cases) {
  t.test(`elements: ${title}`, async (t) => t.strictSame(picturesIn(markup), pictures))
}

const outlines: [title: string, markup: string, links: string[], sheets: string[]][] = [
  [
    'links',
    '<a href=p.html#x>p</a><a href="p.html">p</a><a href="?q=1">q</a><area href=r.html><iframe src=f.html></iframe><frame src=g.html>',
    ['p.html', 'page.html?q=1', 'r.html', 'f.html', 'g.html'],
    [],
  ],
  [
    'links: pages inside, also when lazy',
    '<iframe data-src=a.html></iframe><iframe src=about:blank data-src=b.html></iframe><object data=c.html type=text/html></object><embed type=text/html src=d.html>',
    ['a.html', 'b.html', 'c.html', 'd.html'],
    [],
  ],
  [
    'links: not these',
    '<a href=mailto:a@b.test>m</a><a href="javascript:x()">j</a><a href="#top">t</a><a href=a.jpg>i</a><a name=x>n</a><iframe src=about:blank></iframe>',
    [],
    [],
  ],
  [
    'links: next and previous',
    '<link rel=next href=2.html><link rel="Prev" href=0.html><link rel=canonical href=c.html><link rel=alternate href=a.html>',
    ['2.html', '0.html'],
    [],
  ],
  [
    'links: the page in other languages',
    '<link rel=alternate hreflang=de href=de.html><link rel=alternate hreflang=fr type="text/html; charset=utf-8" href=fr.html>',
    ['de.html', 'fr.html'],
    [],
  ],
  [
    'links: not the page in other forms',
    '<link rel=alternate media="only screen" hreflang=de href=m.html><link rel=alternate hreflang=de type=application/pdf href=a.pdf><link rel=alternate href=a.html>',
    [],
    [],
  ],
  [
    'links: objects and embeds that say nothing of themselves may be pages',
    '<object data=/o/page></object><embed src=e><embed src=f type=image/png><object data=movie.swf></object><object data=g.html></object><embed src=h.php?x=1><embed src=i.html type=image/png>',
    ['http://site.test/o/page', 'e', 'g.html', 'h.php?x=1'],
    [],
  ],
  [
    'links: refresh, wherever it stands',
    '<p><meta http-equiv=Refresh content="0; url=x.html"><noscript><meta http-equiv=refresh content="1;url=y.html"></noscript>',
    ['x.html', 'y.html'],
    [],
  ],
  ['links: other http-equiv', '<meta http-equiv=x-refresh content="0;url=x.html">', [], []],
  ['links: credentials are dropped', '<a href="http://me:secret@site.test/dir/p">p</a>', ['p'], []],
  ['links: wiki page about a file', '<a href="wiki/Datei:A.jpg"><img src=t.jpg></a>', ['wiki/Datei:A.jpg'], []],
  [
    'sheets',
    '<link rel=stylesheet href=a.css><link rel="alternate StyleSheet" type="text/css" href=b.css><link rel=preload as=style href=c.css>',
    [],
    ['a.css', 'b.css', 'c.css'],
  ],
  ['sheets: imported', '<style>@import "d.css"; @import url(e.css) screen;</style>', [], ['d.css', 'e.css']],
  [
    'sheets: of another language',
    '<link rel=stylesheet/less type=text/less href=a.less><link rel=stylesheet type=text/less href=b.less>',
    [],
    [],
  ],
]

t.test('elements: a drawing in a frame is read as sheets are, in an image it is not', async (t) => {
  const framed =
    '<iframe src=a.svg#x></iframe><embed src="b.SVG?v=1"><object data=c type="image/svg+xml"></object><frame src=d.svgz>'
  const others =
    '<img src=e.svg><svg><use href=f.svg#g /></svg><object data=h.svg type=image/png></object><embed src="data:image/svg+xml,<svg/>">'
  t.strictSame(findIn(framed + others).sheets.map(shorten), ['a.svg', 'b.SVG?v=1', 'c', 'd.svgz'])
})

t.test('elements: of the links, those that are frames', async (t) => {
  const inner = '<iframe srcdoc="<iframe src=2>"></iframe>'
  const found = findIn(
    `<a href=x></a><iframe src=1></iframe>${inner}<object type=text/html data=3></object><frame src=4>`,
  )
  t.strictSame(found.frames.map(shorten), ['1', '2', '3', '4'])
})

t.test('elements: a refresh at once, of the page itself and its readers', async (t) => {
  const refresh = (content: string) => `<meta http-equiv=refresh content="${content}">`
  const refreshOf = (markup: string, headers = {}) => findIn(markup, { headers }).refresh
  t.equal(refreshOf(refresh('0;url=a') + refresh('0;url=b')), 'http://site.test/dir/a')
  t.equal(refreshOf(refresh(' 5.9; url=a')), 'http://site.test/dir/a')
  t.equal(refreshOf('', { refresh: '0;url=a' }), 'http://site.test/dir/a')
  const others = [refresh('6;url=a'), refresh('0'), refresh(''), `<noscript>${refresh('0;url=a')}</noscript>`]
  for (const markup of [...others, `<iframe srcdoc='${refresh('0;url=a')}'></iframe>`])
    t.equal(refreshOf(markup), null, markup)
})

for (const [title, markup, links, sheets] of outlines) {
  t.test(`elements: ${title}`, async (t) => {
    const found = findIn(markup)
    t.strictSame(found.links.map(shorten), links)
    t.strictSame(found.sheets.map(shorten), sheets)
  })
}

const feeds: [title: string, markup: string, feeds: string[], links: string[]][] = [
  [
    'RSS, Atom, JSON Feed',
    '<link rel=alternate type=application/rss+xml href=r.xml><link type="Application/Atom+XML; charset=utf-8" rel="Alternate" href=a.xml><link rel=alternate type=application/feed+json href=j.json>',
    ['r.xml', 'a.xml', 'j.json'],
    [],
  ],
  ['once', '<link rel=alternate type=application/rss+xml href=r.xml>'.repeat(2), ['r.xml'], []],
  ['in another language', '<link rel=alternate type=application/rss+xml hreflang=de href=r.xml>', ['r.xml'], []],
  [
    'not these',
    '<link rel=alternate type=application/json href=w.json><link rel=alternate type=application/json+oembed href=o><link type=application/rss+xml href=x.xml>',
    [],
    [],
  ],
]

for (const [title, markup, expected, links] of feeds) {
  t.test(`feeds: ${title}`, async (t) => {
    const found = findIn(markup)
    t.strictSame(found.feeds.map(shorten), expected)
    t.strictSame(found.links.map(shorten), links)
  })
}

const canonicals: [title: string, markup: string, expected: string | null][] = [
  [
    'relative to the base',
    '<base href="/b/"><link rel="Canonical nofollow" href=c.html#x>',
    'http://site.test/b/c.html',
  ],
  [
    'the first that can be',
    '<link rel=canonical href=""><link rel=canonical href=mailto:x><link rel=canonical href="/c"><link rel=canonical href="/d">',
    'http://site.test/c',
  ],
  ['not that of a document inside', '<iframe srcdoc="<link rel=canonical href=/c>"></iframe>', null],
  ['missing', '<link rel=alternate href=a.html>', null],
]

for (const [title, markup, expected] of canonicals) {
  t.test(`canonical: ${title}`, async (t) => t.equal(findIn(markup).canonical, expected))
}

const titles: [title: string, markup: string, expected: string | null][] = [
  ['entities and blanks', '<title>\n A &amp; <b>\n  B </title>', 'A & <b> B'],
  ['the first', '<title>A</title><title>B</title>', 'A'],
  ['not that of a drawing', '<svg><title>A</title></svg><title>B</title>', 'B'],
  ['not that of a document inside', '<iframe srcdoc="<title>A</title>"></iframe><title>B</title>', 'B'],
  ['missing', '<p>A', null],
  ['empty', '<title> </title>', null],
]

for (const [title, markup, expected] of titles) {
  t.test(`title: ${title}`, async (t) => t.equal(findIn(markup).title, expected))
}
