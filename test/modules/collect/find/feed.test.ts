import t from 'tap'
import { type Document, type FeedFindings, findInFeed } from '../../../../src/modules/collect/find/index.ts'
import { shorten } from '../../../support/finding.ts'

const url = 'http://site.test/dir/feed.xml'

function find(body: string | Buffer, document: Partial<Document> = {}): FeedFindings {
  return findInFeed({ body: Buffer.from(body as string), contentType: null, url, ...document })
}

/** `candidate …` of each picture, with `(alt)` before where there is an alt; then `-> link`. */
function spell({ pictures, links }: FeedFindings): string[] {
  return [
    ...pictures.map(({ alt, candidates }) => (alt === null ? '' : `(${alt}) `) + candidates.map(shorten).join(' ')),
    ...links.map((link) => `-> ${shorten(link)}`),
  ]
}

const rss = (inside: string, attributes = '') =>
  `<?xml version="1.0"?><rss version="2.0" ${attributes}><channel>${inside}</channel></rss>`
const item = (inside: string, attributes = '') => rss(`<item>${inside}</item>`, attributes)
const atom = (inside: string, attributes = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}>${inside}</feed>`
const entry = (inside: string, attributes = '') => atom(`<entry ${attributes}>${inside}</entry>`)
const json = (feed: object) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', ...feed })
const media = 'xmlns:media="http://search.yahoo.com/mrss/"'
const content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'

const cases: [title: string, body: string | Buffer, found: string[]][] = [
  [
    'RSS: links',
    rss('<link>no</link><item><link>a</link></item><item><link> b?x&amp;y </link></item><item><link>a</link></item>'),
    ['-> a', '-> b?x&y'],
  ],
  [
    'RSS: permanent links',
    rss(
      '<item><guid>http://site.test/dir/a</guid></item><item><guid isPermaLink="false">http://site.test/dir/no</guid></item><item><guid>tag:b</guid></item>',
    ),
    ['-> a'],
  ],
  [
    'RSS: the link before the counter',
    item('<link>http://feeds.test/~r/a</link><feedburner:origLink>a</feedburner:origLink>'),
    ['-> http://feeds.test/~r/a', '-> a'],
  ],
  [
    'RSS: links of Atom',
    rss(
      '<atom:link rel="self" href="feed.xml"/><item><atom:link href="a"/></item>',
      'xmlns:atom="http://www.w3.org/2005/Atom"',
    ),
    ['-> a'],
  ],
  [
    'RSS: its own image',
    rss('<image><url>logo.png</url><title>T</title><link>no</link></image><item><link>a</link></item>'),
    ['logo.png', '-> a'],
  ],
  [
    'RSS: enclosures',
    item(
      '<enclosure url="a.jpg" type="image/jpeg"/><enclosure url="b.PNG?x" length="0" type=""/><enclosure url="c" type="image/png"/><enclosure url="d.mp3" type="audio/mpeg"/><enclosure/>',
    ),
    ['a.jpg', 'b.PNG?x', 'c'],
  ],
  [
    'RSS 1.0',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><image rdf:resource="l.png"/></channel><image><url>l.png</url></image><item rdf:about="a"><link>a</link><description>&lt;img src=i.png&gt;</description></item></rdf:RDF>',
    ['l.png', 'i.png', '-> a'],
  ],
  [
    'RSS 0.91',
    '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><item><link>a</link></item></channel></rss>',
    ['-> a'],
  ],
  [
    'podcast',
    rss(
      '<itunes:image href="show.jpg"/><p:image xmlns:p="https://podcastindex.org/namespace/1.0" href="two.jpg"/><item><itunes:image href="one.jpg"/><itunes:summary>&lt;img src=no.png&gt;</itunes:summary></item>',
      'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
    ),
    ['show.jpg', 'two.jpg', 'one.jpg'],
  ],
  ['webfeeds', rss('<webfeeds:cover image="c.png"/><webfeeds:icon>i.svg</webfeeds:icon>'), ['c.png', 'i.svg']],
  [
    'products',
    item(
      '<g:image_link>a.jpg</g:image_link><g:additional_image_link>b.jpg</g:additional_image_link>',
      'xmlns:g="http://base.google.com/ns/1.0"',
    ),
    ['a.jpg', 'b.jpg'],
  ],
  [
    'media: an image by medium, type or file',
    item(
      '<media:content url="a" medium="image"/><media:content url="b" type="image/webp"/><media:content url="c.gif"/><media:content url="d.mp4" type="video/mp4"/>',
      media,
    ),
    ['a', 'b', 'c.gif'],
  ],
  [
    'media: in any prefix',
    item('<m:content url="a" medium="image"/>', 'xmlns:m="http://www.rssboard.org/media-rss"'),
    ['a'],
  ],
  ['media: declared nowhere', item('<media:content url="a" medium="image"/>'), ['a']],
  [
    'media: a group is one picture',
    item(
      '<media:group><media:thumbnail url="t.jpg" width="90"/><media:content url="s.jpg" width="300"/><media:content url="l.jpg" width="1200"/></media:group><media:content url="b.jpg"/>',
      media,
    ),
    ['l.jpg s.jpg t.jpg', 'b.jpg'],
  ],
  [
    'media: in small beside it',
    item('<media:thumbnail url="t.jpg"/><media:content url="a.jpg"/>', media),
    ['a.jpg t.jpg'],
  ],
  [
    'media: in small inside it',
    item(
      '<media:content url="a.jpg"><media:thumbnail url="t.jpg"/></media:content><media:content url="b.jpg"/>',
      media,
    ),
    ['a.jpg t.jpg', 'b.jpg'],
  ],
  [
    'media: in small alone',
    item('<media:thumbnail url="t.jpg" width="100"/><media:thumbnail url="u.jpg" width="200"/>', media),
    ['u.jpg t.jpg'],
  ],
  [
    'media: of a film',
    item('<media:content url="v.mp4" medium="video"><media:thumbnail url="t.jpg"/></media:content>', media),
    ['t.jpg'],
  ],
  [
    'media: of the feed',
    rss('<media:thumbnail url="f.jpg"/><item><media:thumbnail url="t.jpg"/></item>', media),
    ['f.jpg', 't.jpg'],
  ],
  [
    'media: a group that is never closed',
    rss('<item><media:group><media:content url="a.jpg"></item><item><media:content url="b.jpg"/></item>', media),
    ['a.jpg', 'b.jpg'],
  ],
  [
    'one picture in several ways',
    item(
      '<enclosure url="a.jpg" type="image/jpeg"/><media:content url="a.jpg"/><description>&lt;img src="a.jpg" alt="A"&gt;</description>',
      media,
    ),
    ['(A) a.jpg'],
  ],
  [
    'one picture, better known later',
    item(
      '<enclosure url="s.jpg" type="image/jpeg"/><description>&lt;img src="s.jpg" srcset="l.jpg 2x"&gt;</description>',
    ),
    ['l.jpg s.jpg'],
  ],
  [
    'two pictures with one placeholder',
    item(
      '<description><![CDATA[<img src="data:image/gif;base64,R0lG" data-src="a.jpg"><img src="data:image/gif;base64,R0lG" data-src="b.jpg">]]></description>',
    ),
    ['a.jpg data:image/gif;base64,R0lG', 'b.jpg data:image/gif;base64,R0lG'],
  ],
  [
    'HTML as text',
    item('<description>&lt;p&gt;&lt;img src=&quot;a.jpg?x&amp;amp;y&quot; alt=&quot;A&quot;&gt;</description>'),
    ['(A) a.jpg?x&y'],
  ],
  [
    'HTML in CDATA',
    item(
      '<content:encoded><![CDATA[<img src="a.jpg?x&amp;y" alt=""><a href="b.jpg"><img src="c.jpg"></a>]]></content:encoded>',
      content,
    ),
    ['() a.jpg?x&y', 'b.jpg c.jpg'],
  ],
  [
    'HTML as elements',
    item('<description><p><img src="a.jpg" alt="A"><br>&nbsp;<link>no</link></description><link>a</link>'),
    ['(A) http://site.test/dir/a.jpg', '-> a'].map(shorten),
  ],
  [
    'HTML before the link, relative to it',
    item(
      '<description>&lt;img src=a.jpg&gt;</description><link>http://site.test/dir/posts/1</link><enclosure url="b.jpg"/>',
    ),
    ['b.jpg', 'posts/a.jpg', '-> posts/1'],
  ],
  [
    'HTML of pictures, sources and styles',
    item(
      '<description><![CDATA[<picture><source srcset="l.jpg 2000w"><img src="s.jpg"></picture><p style="background:url(b.png)"><base href="http://no.test/">]]></description>',
    ),
    ['l.jpg s.jpg', 'b.png'],
  ],
  ['HTML of the feed', rss('<description>&lt;img src=a.jpg&gt;</description>'), ['a.jpg']],
  [
    'Atom: links',
    entry(
      '<link href="a"/><link rel="alternate" href="b"/><link rel="edit" href="no"/><link rel="related" href="no"/><source><link href="no"/></source>',
    ),
    ['-> a', '-> b'],
  ],
  [
    'Atom: links of the feed',
    atom('<link href="no"/><link rel="self" href="no"/><logo>l.png</logo><icon> i.ico </icon>'),
    ['l.png', 'i.ico'],
  ],
  [
    'Atom: enclosures',
    entry('<link rel="enclosure" type="image/png" href="a"/><link rel="enclosure" type="audio/mpeg" href="no"/>'),
    ['a'],
  ],
  [
    'Atom: html',
    entry('<content type="html">&lt;img src=a.jpg&gt;</content><summary type="html">&lt;img src=b.jpg&gt;</summary>'),
    ['a.jpg', 'b.jpg'],
  ],
  [
    'Atom: xhtml',
    entry(
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><img src="a.jpg" alt="&quot;A&quot;"/></div></content>',
    ),
    ['("A") a.jpg'],
  ],
  [
    'Atom: xhtml in a prefix',
    entry('<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:img src="a.jpg"/></x:div></content>'),
    ['a.jpg'],
  ],
  [
    'Atom: text is no HTML',
    entry('<content>&lt;img src=no.jpg&gt;</content><summary type="text">&lt;img src=no.jpg&gt;</summary>'),
    [],
  ],
  [
    'Atom: content that is elsewhere',
    entry('<content type="image/png" src="a"/><content type="text/html" src="no"/>'),
    ['a'],
  ],
  [
    'Atom: bases',
    atom(
      '<logo>l.png</logo><entry xml:base="y/"><link href="1"/><content type="html" xml:base="z/">&lt;img src=a.jpg&gt;</content></entry><entry><link href="2"/></entry>',
      'xml:base="http://b.test/x/"',
    ),
    ['http://b.test/x/l.png', 'http://b.test/x/y/z/a.jpg', '-> http://b.test/x/y/1', '-> http://b.test/x/2'],
  ],
  [
    'Atom: in a prefix',
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:link href="a"/></a:entry></a:feed>',
    ['-> a'],
  ],
  ['Atom: undeclared', '<feed><entry><link href="a"/></entry></feed>', ['-> a']],
  [
    'JSON',
    json({
      icon: 'i.png',
      favicon: 'f.ico',
      home_page_url: 'no',
      items: [
        {
          url: 'p/1',
          external_url: 'no',
          image: 'a.jpg',
          banner_image: 'b.jpg',
          authors: [{ avatar: 'f.jpg' }, { name: 'x' }],
          author: { avatar: 'g.jpg' },
          content_html: '<img src="c.jpg" alt="C">',
          attachments: [
            { url: 'd', mime_type: 'image/png' },
            { url: 'e.jpg' },
            { url: 'no.mp3', mime_type: 'audio/mpeg' },
          ],
        },
      ],
    }),
    ['i.png', 'f.ico', 'a.jpg', 'b.jpg', 'd', 'e.jpg', 'g.jpg', 'f.jpg', '(C) p/c.jpg', '-> p/1'],
  ],
  [
    'JSON of other shapes',
    json({
      icon: 7,
      items: [
        null,
        'x',
        [],
        { url: {}, image: ['x'], content_html: 1, attachments: { url: 'x' } },
        { attachments: [{ url: 'x', mime_type: { toString: 1 } }] },
        { url: 'a' },
      ],
    }),
    ['-> a'],
  ],
  ['JSON that is broken', '{"items":[{"url":"a"', []],
  [
    'other schemes',
    item(
      '<link>javascript:x</link><guid>ftp://x.test/</guid><enclosure url="file:///x.png"/><description>&lt;img src="blob:x"&gt;</description>',
    ),
    [],
  ],
  ['cut off in a text', '<rss><channel><item><link>a</link></item><item><link>http://site.test/dir/b', ['-> a']],
  ['items that are never closed', rss('<item><link>a</link><item><link>b</link>'), ['-> a', '-> b']],
  [
    'upper case',
    '<RSS><CHANNEL><ITEM><LINK>a</LINK><ENCLOSURE URL="b.png"/></ITEM></CHANNEL></RSS>',
    ['b.png', '-> a'],
  ],
  [
    'a charset',
    Buffer.from(
      `<?xml version="1.0" encoding="windows-1251"?>${item('<description>&lt;img src=a alt=\xe9&gt;</description>')}`,
      'latin1',
    ),
    ['(й) a'],
  ],
  [
    'entities that a DTD declares',
    `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(99)}">]>${item('<link>a&a;</link>')}`,
    ['-> a&a;'],
  ],
  [
    'HTML',
    '<!doctype html><html><head><link rel="alternate" href="x"></head><body><item><link>x</link></item><img src="z.png"></body></html>',
    [],
  ],
  ['nothing', '', []],
]

for (const [title, body, found] of cases) {
  t.test(`feed: ${title}`, async (t) => {
    const findings = find(body)
    t.strictSame(spell(findings), found)
    t.ok(findings.pictures.every(({ element }) => element === 'feed'))
  })
}

t.test('feed: no more items, pictures and links than its bounds', async (t) => {
  const many = (count: number, spellOne: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => spellOne(index)).join('')
  const images = (index: number) => `<img src="${index}.png">`
  const pictures = find(item(`<description><![CDATA[${many(10_001, images)}]]></description>`))
  const items = find(rss(many(10_001, (index) => `<item><link>${index}</link><enclosure url="${index}.png"/></item>`)))
  t.strictSame([pictures.pictures.length, items.pictures.length, items.links.length], [10_000, 10_000, 10_000])
  const links = find(item(many(10_001, (index) => `<link>${index}</link>`)))
  t.equal(links.links.length, 10_000)
})

t.test('feed: a picture that is named again and again has no end of candidates', async (t) => {
  const group = (index: number) =>
    `<media:group><media:content url="a.png" width="2"/><media:content url="${index}.png"/></media:group>`
  const { pictures } = find(item(Array.from({ length: 1000 }, (_, index) => group(index)).join('')))
  t.strictSame(
    pictures.map(({ candidates }) => [candidates[0], candidates.length]),
    [['http://site.test/dir/a.png', 64]],
  )
})
