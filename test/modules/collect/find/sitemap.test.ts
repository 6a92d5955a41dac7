import { gzipSync } from 'node:zlib'
import t from 'tap'
import { type Document, findInSitemap, type SitemapFindings } from '../../../../src/modules/collect/find/index.ts'
import { shorten } from '../../../support/finding.ts'

const url = 'http://site.test/dir/sitemap.xml'

function find(body: string | Buffer, document: Partial<Document> = {}): SitemapFindings {
  return findInSitemap({ body: Buffer.from(body as string), contentType: null, url, ...document })
}

/** `page`, `-> sitemap`, `image on page`. */
function spell({ pages, sitemaps, images }: SitemapFindings): string[] {
  return [
    ...pages.map(shorten),
    ...sitemaps.map((sitemap) => `-> ${shorten(sitemap)}`),
    ...images.map((image) => `${shorten(image.url)} on ${shorten(image.page)}`),
  ]
}

const core = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
const google = 'http://www.google.com/schemas/sitemap-image/1.1'
const set = (entries: string, attributes = core) => `<?xml version="1.0"?><urlset ${attributes}>${entries}</urlset>`
const entry = (location: string, more = '') => `<url><loc>${location}</loc>${more}</url>`
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

const cases: [title: string, body: string | Buffer, found: string[]][] = [
  ['pages', set(entry('http://site.test/dir/a') + entry('http://b.test/')), ['a', 'http://b.test/']],
  ['relative, with blanks around', set(entry('\n  /dir/a \t') + entry('b')), ['a', 'b']],
  [
    'entities and CDATA',
    set(entry('a?x=1&amp;y=&#50;&#x33;') + entry(' <![CDATA[b?x=1&y]]> ')),
    ['a?x=1&y=23', 'b?x=1&y'],
  ],
  ['entities that are none', set(entry('a?x=1&copy=2&y')), ['a?x=1&copy=2&y']],
  ['a page twice', set(entry('a') + entry('b') + entry('a#top')), ['a', 'b']],
  ['no address', set(`${entry('')}${entry('javascript:x')}${entry('ftp://x.test/')}<url/>${entry('a')}`), ['a']],
  [
    'an index',
    `<sitemapindex ${core}><sitemap><loc>a.xml</loc></sitemap><sitemap><loc>b.xml.gz</loc><lastmod>2026</lastmod></sitemap></sitemapindex>`,
    ['-> a.xml', '-> b.xml.gz'],
  ],
  ['upper case, no declaration', '<URLSET><URL><LOC>a</LOC></URL></URLSET>', ['a']],
  [
    'its own prefix',
    '<s:urlset xmlns:s="https://www.sitemaps.org/schemas/sitemap/0.9/"><s:url><s:loc>a</s:loc></s:url></s:urlset>',
    ['a'],
  ],
  ['an old namespace', set(entry('a'), 'xmlns="http://www.google.com/schemas/sitemap/0.84"'), ['a']],
  [
    'images',
    set(
      entry(
        'a',
        '<image:image><image:loc>i.png</image:loc><image:title>T</image:title></image:image><image:image><image:loc>j.png</image:loc></image:image>',
      ),
      `${core} xmlns:image="${google}"`,
    ),
    ['a', 'i.png on a', 'j.png on a'],
  ],
  [
    'images before their page',
    set('<url><image:image><image:loc>i.png</image:loc></image:image><loc>a</loc></url>'),
    ['a', 'i.png on a'],
  ],
  [
    'images in any prefix',
    set(entry('a', '<x:image><x:loc>i.png</x:loc></x:image>'), `${core} xmlns:x="${google}"`),
    ['a', 'i.png on a'],
  ],
  [
    'images over https',
    set(entry('a', '<x:image><x:loc>i.png</x:loc></x:image>'), `xmlns:x="${google.replace('http:', 'https:')}"`),
    ['a', 'i.png on a'],
  ],
  [
    'images by a namespace of their own',
    set(entry('a', `<image xmlns="${google}"><loc>i.png</loc></image>`)),
    ['a', 'i.png on a'],
  ],
  [
    'a prefix that is declared nowhere',
    set(entry('a', '<x:image><x:loc>i.png</x:loc></x:image>')),
    ['a', 'i.png on a'],
  ],
  [
    'a prefix of something else',
    set(entry('a', '<x:image><x:loc>i.png</x:loc></x:image>'), 'xmlns:x="http://x.test/"'),
    ['a'],
  ],
  [
    'a prefix that holds inside alone',
    set(
      `<url xmlns:x="${google}"><loc>a</loc></url>${entry('b', '<x:image xmlns:x="http://x.test/"><x:loc>no.png</x:loc></x:image><x:image><x:loc>i.png</x:loc></x:image>')}`,
    ),
    ['a', 'b', 'i.png on b'],
  ],
  [
    'images of no page',
    set('<url><image:image><image:loc>i.png</image:loc></image:image></url>'),
    ['i.png on sitemap.xml'],
  ],
  [
    'an image twice on a page, and on another',
    set(
      entry('a', '<image:image><image:loc>i.png</image:loc></image:image>'.repeat(2)) +
        entry('b', '<image:image><image:loc>i.png</image:loc></image:image>'),
    ),
    ['a', 'b', 'i.png on a', 'i.png on b'],
  ],
  [
    'two addresses in one image',
    set(entry('a', '<image:image><image:loc>i.png</image:loc><image:loc>j.png</image:loc></image:image>')),
    ['a', 'i.png on a', 'j.png on a'],
  ],
  [
    'languages',
    set(
      entry(
        'a',
        '<xhtml:link rel="alternate" hreflang="de" href="de/a?x&amp;y"/><xhtml:link rel="canonical" href="no"/>',
      ),
      `${core} xmlns:xhtml="http://www.w3.org/1999/xhtml"`,
    ),
    ['a', 'de/a?x&y'],
  ],
  [
    'thumbnails of videos',
    set(
      entry(
        'a',
        '<video:video><video:thumbnail_loc>t.jpg</video:thumbnail_loc><video:content_loc>v.mp4</video:content_loc></video:video>',
      ),
    ),
    ['a', 't.jpg on a'],
  ],
  [
    'PageMap',
    set(
      entry(
        'a',
        '<PageMap xmlns="http://www.google.com/schemas/sitemap-pagemap/1.0"><DataObject type="thumbnail"><Attribute name="src" value="t.jpg"/><Attribute name="width">90</Attribute><Attribute name="src">u.jpg</Attribute></DataObject></PageMap>',
      ),
    ),
    ['a', 't.jpg on a', 'u.jpg on a'],
  ],
  ['tags that are never closed', '<urlset><url><loc>a</url><url><loc>b</loc></urlset>', ['a', 'b']],
  ['tags that were never opened', set(`</x></loc>${entry('a</b>')}</url>`), ['a']],
  ['cut off in an address', '<urlset><url><loc>a</loc></url><url><loc>http://site.test/dir/b', ['a']],
  ['cut off after one', '<urlset><url><loc>a</loc><lastmod>2026-', ['a']],
  [
    'comments and instructions',
    `<!-- ${set(entry('no'))} --><?xml-stylesheet href="x.xsl"?>${set(`<!--${entry('no')}-->${entry('a<!-- b -->')}`)}`,
    ['a'],
  ],
  ['a page in CDATA', set(`<![CDATA[${entry('no')}]]>${entry('a')}`), ['a']],
  [
    'elements of other names',
    set(
      `<x>${entry('no')}</x><loc>no</loc>${entry('a', '<lastmod>b</lastmod><news:news><news:loc>no</news:loc></news:news>')}`,
    ),
    ['a'],
  ],
  ['a byte order mark', `\uFEFF${set(entry('a'))}`, ['a']],
  ['UTF-16', utf16(set(entry('ä'))), ['%C3%A4']],
  ['UTF-16 without a mark', utf16(set(entry('ä'))).subarray(2), ['%C3%A4']],
  [
    'a declared charset',
    Buffer.from(`<?xml version="1.0" encoding="windows-1251"?>${set(entry('\xe9'))}`, 'latin1'),
    ['%D0%B9'],
  ],
  ['a declared charset that cannot be', `<?xml version="1.0" encoding="UTF-16"?>${set(entry('ä'))}`, ['%C3%A4']],
  ['gzip', gzipSync(set(entry('a'))), ['a']],
  ['gzip, twice', gzipSync(gzipSync(set(entry('a')))), ['a']],
  ['gzip, cut off', gzipSync(set(entry('a') + entry('b'))).subarray(0, -9), ['a', 'b']],
  ['gzip, broken', Buffer.concat([gzipSync('x').subarray(0, 10), Buffer.alloc(100, 0xff)]), []],
  ['gzip, too large', gzipSync(set(entry('a') + ' '.repeat(51 * 1024 * 1024))), []],
  [
    'a list',
    '\uFEFFhttp://site.test/dir/a\r\n\r\n  HTTPS://b.test/?x=1&y \nhttp://site.test/dir/a\n# no\nno\nhttp://c.test/ no',
    ['a', 'https://b.test/?x=1&y'],
  ],
  ['a list, gzip', gzipSync('http://site.test/dir/a'), ['a']],
  [
    'RSS',
    '<rss><channel><link>no</link><item><link>a</link><enclosure url="e.jpg" type="image/jpeg"/></item></channel></rss>',
    ['a', 'e.jpg on sitemap.xml'],
  ],
  ['Atom, gzip', gzipSync('<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="a"/></entry></feed>'), ['a']],
  [
    'HTML',
    '<!doctype html><html><head><link rel="alternate" href="x"></head><body><a href="y"><img src="z.png"></a><image><loc>i.png</loc></image></body></html>',
    [],
  ],
  ['words', 'Not found', []],
  ['JSON', '{"urlset":{"url":"http://site.test/a"}}', []],
  ['nothing', '', []],
  ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), []],
]

for (const [title, body, found] of cases) {
  t.test(`sitemap: ${title}`, async (t) => t.strictSame(spell(find(body)), found))
}

t.test('sitemap: the charset of its header comes before its own', async (t) => {
  const body = Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${set(entry('\xe9'))}`, 'latin1')
  t.strictSame(spell(find(body, { contentType: 'text/xml; charset=windows-1251' })), ['%D0%B9'])
})

t.test('sitemap: no more pages, sitemaps and images than its bounds', async (t) => {
  const image = (_: unknown, index: number) => `<image:image><image:loc>${index}.png</image:loc></image:image>`
  const images = Array.from({ length: 100_001 }, image).join('')
  const pages = Array.from({ length: 50_001 }, (_, index) => entry(`${index}`)).join('')
  const found = find(set(`${entry('a', images)}${pages}`))
  t.strictSame([found.pages.length, found.images.length], [50_000, 100_000])
  const sitemaps = Array.from({ length: 50_001 }, (_, index) => `<sitemap><loc>${index}</loc></sitemap>`).join('')
  t.equal(find(`<sitemapindex>${sitemaps}</sitemapindex>`).sitemaps.length, 50_000)
})

t.test('sitemap: what a DTD declares costs nothing and names nothing', async (t) => {
  const levels = Array.from({ length: 30 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`)
  const dtd = `<!DOCTYPE urlset [<!ENTITY l0 "<url><loc>no</loc></url>"><!ENTITY x SYSTEM "file:///etc/passwd">${levels.join('')}] >`
  t.strictSame(spell(find(dtd + set(entry('a&l30;') + entry('b&x;')))), ['a&l30;', 'b&x;'])
})
