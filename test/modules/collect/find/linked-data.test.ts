import t from 'tap'
import { picturesIn } from '../../../support/finding.ts'
import { processorMs } from '../../../support/processor-time.ts'

const cases: [title: string, json: string, pictures: string[]][] = [
  ['a text', '{"@type":"Article","image":"a.jpg"}', ['a.jpg']],
  ['an address that ends in anything', '{"image":"https://cdn.test/i/7?w=9"}', ['https://cdn.test/i/7?w=9']],
  ['a list', '{"image":["a.jpg","b.jpg",{"@type":"ImageObject","url":"c.jpg"}]}', ['a.jpg', 'b.jpg', 'c.jpg']],
  [
    'every name',
    '{"image":"1.jpg","thumbnailUrl":"2.jpg","thumbnail":"3.jpg","logo":"4.jpg","photo":"5.jpg","primaryImageOfPage":"6.jpg","screenshot":"7.jpg","associatedMedia":"8.jpg"}',
    ['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg', '6.jpg', '7.jpg', '8.jpg'],
  ],
  [
    'an ImageObject is one picture, its file first',
    '{"image":{"@type":"ImageObject","thumbnailUrl":"t.jpg","url":"u.jpg","@id":"i.jpg","contentUrl":"c.jpg","thumbnail":{"@type":"ImageObject","url":"s.jpg"}}}',
    ['c.jpg u.jpg i.jpg t.jpg s.jpg'],
  ],
  ['an ImageObject anywhere', '[{"@type":["Thing","ImageObject"],"contentUrl":"a.jpg"}]', ['a.jpg']],
  ['an image without type', '{"logo":{"url":"a.jpg"}}', ['a.jpg']],
  [
    'lists that say that they are some',
    '{"image":{"@list":["a.jpg",{"@type":"ImageObject","url":"b.jpg"}]},"logo":{"@set":["c.jpg"]},"name":{"@list":["d.jpg"]}}',
    ['a.jpg', 'b.jpg', 'c.jpg'],
  ],
  ['what programs make', '{"image":"a.php?id=4"}', ['a.php?id=4']],
  ['an image by its @id', '{"image":{"@id":"http://site.test/dir/a.jpg"}}', ['a.jpg']],
  [
    'a graph whose parts refer to each other',
    '{"@graph":[{"@type":"WebPage","primaryImageOfPage":{"@id":"#pic"},"image":{"@id":"http://site.test/dir/#pic"},"thumbnailUrl":"a.jpg"},{"@type":"ImageObject","@id":"http://site.test/dir/#pic","url":"a.jpg","contentUrl":"a.jpg"}]}',
    ['a.jpg'],
  ],
  [
    'the fuller description of what was named before',
    '[{"thumbnailUrl":"t.jpg"},{"@type":"ImageObject","contentUrl":"c.jpg","thumbnailUrl":"t.jpg"},{"image":"c.jpg"}]',
    ['c.jpg t.jpg'],
  ],
  ['references in addresses', '{"image":"/a?b=1&amp;c=2&d"}', ['http://site.test/a?b=1&c=2&d']],
  [
    'nested',
    '{"publisher":{"@type":"Organization","logo":{"@type":"ImageObject","url":"l.png"}},"review":[{"itemReviewed":{"image":"r.jpg"}}]}',
    ['l.png', 'r.jpg'],
  ],
  [
    'the full names of the vocabulary',
    '{"https://schema.org/image":[{"@id":"a.jpg"},{"@value":"b.jpg"}]}',
    ['a.jpg', 'b.jpg'],
  ],
  ['with a prefix', '{"@type":"schema:ImageObject","schema:contentUrl":"a.jpg"}', ['a.jpg']],
  [
    'data: address',
    '{"image":"data:image/gif;base64,R0lGODlhAQABAAAAACw="}',
    ['data:image/gif;base64,R0lGODlhAQABAAAAACw='],
  ],
  [
    'films and sounds are none, their previews are',
    '{"@type":"VideoObject","contentUrl":"v.mp4","thumbnailUrl":["p.jpg"],"associatedMedia":[{"@type":"AudioObject","contentUrl":"a.mp3"},{"@type":"MediaObject","contentUrl":"m.jpg"},"n.mp4"]}',
    ['p.jpg', 'm.jpg'],
  ],
  [
    'what is no image',
    '{"@type":"Organization","url":"https://site.test/","sameAs":"https://x.test/a.jpg","logo":{"@type":"Organization","url":"https://o.test/x"},"image":["","null","#x","https://site.test/","page.html","{image}",7,null,true,{}]}',
    [],
  ],

  ['a comment around it', '<!--\n{"image":"a.jpg"}\n-->', ['a.jpg']],
  ['CDATA around it', '//<![CDATA[\n{"image":"a.jpg"}\n//]]>', ['a.jpg']],
  ['CDATA in a comment around it', '/*<![CDATA[*/{"image":"a.jpg"}/*]]>*/', ['a.jpg']],
  ['a semicolon after it', '{"image":"a.jpg"};', ['a.jpg']],
  ['a byte order mark before it', '\uFEFF {"image":"a.jpg"}', ['a.jpg']],
  ['line ends and tabs in texts', '{"description":"one\n\ttwo\\\nthree","image":"a.jpg"}', ['a.jpg']],
  ['needless backslashes', '{"name":"it\\\'s \\x","image":"http:\\/\\/site.test\\/dir\\/a.jpg"}', ['a.jpg']],
  ['commas before closing brackets', '{"image":["a.jpg", ],"name":"a,]", }', ['a.jpg']],
  ['broken', '{"image":"a.jpg"', []],
  ['broken: two of them', '{"image":"a.jpg"}{"image":"b.jpg"}', []],
  ['broken: a text without end', '{"image":"a.jpg', []],
  ['empty', '', []],
  ['null', 'null', []],
  ['a bare text', '"a.jpg"', []],
  ['names that objects have', '{"__proto__":{"image":"a.jpg"},"constructor":{"image":"b.jpg"}}', ['a.jpg', 'b.jpg']],
  ['nested without end', '['.repeat(100_000), []],
  ['nested deep', `{"image":"a.jpg","x":${'['.repeat(100_000)}{"image":"b.jpg"}${']'.repeat(100_000)}}`, ['a.jpg']],
]

for (const [title, json, pictures] of cases) {
  t.test(`linked data: ${title}`, async (t) => {
    const markup = `<img src=first.png><script type="application/ld+json">${json}</script><img src=last.png>`
    t.strictSame(picturesIn(markup), [
      'img first.png',
      ...pictures.map((picture) => `jsonld ${picture}`),
      'img last.png',
    ])
  })
}

const pages: [title: string, markup: string, pictures: string[]][] = [
  [
    'type in any case, with parameters',
    '<SCRIPT TYPE=" Application/LD+JSON ; charset=utf-8">{"image":"a.jpg"}</SCRIPT>',
    ['jsonld a.jpg'],
  ],
  [
    'relative to the base',
    '<script type=application/ld+json>{"image":"a.jpg"}</script><base href=b/>',
    ['jsonld b/a.jpg'],
  ],
  ['once a page', '<script type=application/ld+json>{"image":"a.jpg"}</script>'.repeat(2), ['jsonld a.jpg']],
  [
    'beside the element that shows it',
    '<img src=a.jpg><script type=application/ld+json>{"image":"a.jpg"}</script>',
    ['img a.jpg', 'jsonld a.jpg'],
  ],
  [
    'markup in its texts',
    '<script type=application/ld+json>{"description":"<img src=b.jpg></scr", "image":"a.jpg"}</script>',
    ['jsonld a.jpg'],
  ],
  [
    'cut off by an end tag in a text',
    '<script type=application/ld+json>{"d":"</script><img src=b.jpg>"}',
    ['img b.jpg'],
  ],
  ['in a comment', '<!--<script type=application/ld+json>{"image":"a.jpg"}</script>-->', []],
  ['in a template', '<template><script type=application/ld+json>{"image":"a.jpg"}</script></template>', []],
  [
    'broken, then whole',
    '<script type=application/ld+json>{</script><script type=application/ld+json>{"image":"a.jpg"}</script>',
    ['jsonld a.jpg'],
  ],
  [
    'an attribute that means nothing',
    '<script type=application/ld+json text=0>{"image":"a.jpg"}</script><p text=0>',
    ['jsonld a.jpg'],
  ],
]

for (const [title, markup, pictures] of pages) {
  t.test(`linked data in a page: ${title}`, async (t) => t.strictSame(picturesIn(markup), pictures))
}

const hostile: [title: string, json: string][] = [
  ['quotes', '"'.repeat(1_000_000)],
  ['backslashes', `["${'\\'.repeat(1_000_001)}`],
  ['escaped quotes', `["${'\\"'.repeat(500_000)}`],
  ['commas', `[${', '.repeat(500_000)}`],
  ['marks after it', `{}${';-->'.repeat(250_000)}`],
  ['marks before it', `${'<!--//'.repeat(250_000)}{`],
  ['line ends in a text', `["${'\n'.repeat(500_000)}",,]`],
  ['100,000 images', `{"image":[${'{"url":"a.jpg"},'.repeat(100_000)}7]}`],
  ['nested, 4 MB', '['.repeat(2_000_000) + ']'.repeat(2_000_000)],
]

for (const [title, json] of hostile) {
  t.test(`hostile linked data: ${title}`, async (t) => {
    const start = processorMs()
    picturesIn(`<script type=application/ld+json>${json}</script>`)
    t.ok(processorMs() - start < 6000, 'in time that grows with the text alone')
  })
}
