/**
 * Finding under random and mutated documents: it never throws, never hangs, and never names what cannot be fetched.
 * `FUZZ_SEED` and `FUZZ_RUNS` repeat a failure, or look further.
 */
import fc from 'fast-check'
import t from 'tap'
import { parseRobots } from '../../../../src/modules/collect/fetch/robots-rules.ts'
import {
  findInFeed,
  findInManifest,
  findInPage,
  findInSheet,
  findInSitemap,
  fullSizesOf,
  type Picture,
  pageKey,
  readRobotsHeader,
} from '../../../../src/modules/collect/find/index.ts'
import { parseLazySet, parseSrcset } from '../../../../src/modules/collect/find/picture/srcset.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_124)
const numRuns = Number(process.env.FUZZ_RUNS ?? 400)
const url = 'http://site.test/dir/page.html'

const address = fc.oneof(
  fc.constantFrom(
    'a.jpg',
    '/b.png?x=1&amp;y=2',
    '//cdn.test/c.webp',
    'https://x.test/d',
    'HTTP://[::1',
    'http://',
    'http://a b/',
    '\\\\x\\y',
    '#',
    '',
    'javascript:alert(1)',
    'jav\tascript:x',
    'data:image/png;base64,AAAA',
    'DATA:,',
    'data:text/html,<img src=x>',
    'file:///etc/passwd',
    'blob:x',
    'about:blank',
    'ftp://x/y',
    'http://2130706433/',
    'http://user:pw@h/a',
    '%',
    '%E4%',
    '\u0000',
    '\ud800',
    'é.jpg',
    '{{x}}.jpg',
    '[a].jpg',
    'constructor',
    '/_next/image?url=%2Fa.jpg&w=1',
    '/_next/image?url=javascript%3A1',
    'a-300x200.jpg',
    '/thumb/a/ab/X.jpg/30px-X.jpg',
    'a_300x.jpg?width=3',
  ),
  fc.webUrl(),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const descriptor = fc.constantFrom(
  '',
  ' 1x',
  ' 2x',
  ' 100w',
  ' 0w',
  ' -1x',
  ' 1e999x',
  ' 1x 2w',
  ' (',
  ' ,',
  ' 1.5.5x',
  ' 100h',
  '\f3x',
)
const srcset = fc
  .array(fc.tuple(address, descriptor, fc.constantFrom(',', ', ', '', ' , ')), { maxLength: 6 })
  .map((parts) => parts.flat().join(''))
const css = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'a{background:',
        '}',
        '@media x{',
        '@import ',
        '@font-face{src:',
        '--x:',
        ';',
        '/*',
        '*/',
        '\\',
        '"',
        "'",
        'image-set(',
        '@namespace ',
        'u\\72l(',
        '{',
        '(',
      ),
      fc.oneof(
        address.map((it) => `url(${it})`),
        address.map((it) => `url("${it}")`),
        address.map((it) => `"${it}" 2x`),
        fc.constant(')'),
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.flat().join(''))
const json = fc.oneof(
  fc.json({ maxDepth: 4 }),
  address.map((it) => JSON.stringify({ '@graph': [{ '@type': 'ImageObject', url: it, contentUrl: [it] }], image: it })),
  fc.constantFrom('{', '[[[[', '"\\ud800"', '{"__proto__":{"image":"a.jpg"}}', 'null', '<!--{}-->'),
)
const attributeName = fc.constantFrom(
  'src',
  'srcset',
  'href',
  'data-src',
  'data-srcset',
  'data-bg',
  'data-x',
  'style',
  'poster',
  'content',
  'property',
  'name',
  'rel',
  'as',
  'type',
  'imagesrcset',
  'background',
  'alt',
  'itemprop',
  'http-equiv',
  'srcdoc',
  'data',
  'xlink:href',
  'media',
  '__proto__',
  'constructor',
  'data-hasOwnProperty',
  'sizes',
  'width',
  'height',
  'viewBox',
  'onload',
  'shadowrootmode',
  'hreflang',
  '=',
  '<',
  '"',
)
const word = fc.constantFrom(
  'og:image',
  'robots',
  'noindex, nofollow',
  'icon',
  'stylesheet',
  'preload',
  'image',
  'canonical',
  'alternate',
  'application/ld+json',
  'application/json',
  'refresh',
  '0;url=x',
  'open',
  'image/png',
  'application/rss+xml',
  '100%',
  '0',
  '1e9',
  'manifest',
)
const attribute = fc
  .tuple(attributeName, fc.oneof(address, srcset, css, json, word), fc.constantFrom('"', "'", ''))
  .map(
    ([name, value, quote]) =>
      ` ${name}=${quote}${quote ? value.replaceAll(quote, quote === '"' ? '&quot;' : '&#39;') : value.replaceAll(/[\s>]/g, '')}${quote}`,
  )
const tagName = fc.constantFrom(
  'img',
  'IMG',
  'picture',
  'source',
  'a',
  'noscript',
  'svg',
  'image',
  'use',
  'path',
  'style',
  'script',
  'template',
  'object',
  'embed',
  'video',
  'link',
  'meta',
  'base',
  'iframe',
  'title',
  'textarea',
  'math',
  'mi',
  'input',
  'amp-img',
  'div',
  'plaintext',
  'frame',
  'foreignObject',
  'desc',
  'constructor',
  'svg/',
  'a:b',
)
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(tagName, fc.array(attribute, { maxLength: 4 }), fc.constantFrom('>', '/>', '', ' >', '\n>'))
      .map(([name, list, end]) => `<${name}${list.join('')}${end}`),
  },
  { weight: 3, arbitrary: tagName.map((name) => `</${name}>`) },
  { weight: 1, arbitrary: css },
  { weight: 1, arbitrary: json },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '<!--',
      '-->',
      '--!>',
      '<![CDATA[',
      ']]>',
      '<!doctype html>',
      '<?xml',
      '&amp;',
      '&#0;',
      '&#x110000;',
      '</',
      '<',
      '\u0000',
      '\ufeff',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }) },
)
const html = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''))
const xmlName = fc.constantFrom(
  'urlset',
  'url',
  'loc',
  'sitemapindex',
  'sitemap',
  'image:image',
  'image:loc',
  'rss',
  'channel',
  'item',
  'link',
  'enclosure',
  'feed',
  'entry',
  'content',
  'media:group',
  'media:content',
  'description',
  'a:b',
  ':',
  '__proto__',
)
const xml = fc
  .array(
    fc.oneof(
      fc
        .tuple(xmlName, fc.array(attribute, { maxLength: 2 }), fc.constantFrom('>', '/>', ''))
        .map(([name, list, end]) => `<${name}${list.join('')}${end}`),
      xmlName.map((name) => `</${name}>`),
      address,
      html.map((it) => `<![CDATA[${it}]]>`),
      fc.constantFrom(
        '<!--',
        '-->',
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<?xml version="1.0" encoding="utf-7"?>',
        '&a;',
        '&#xD800;',
        ' xmlns:a="http://www.google.com/schemas/sitemap-image/1.1"',
      ),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''))
const robots = fc
  .array(
    fc.tuple(
      fc.constantFrom('User-agent: ', 'Disallow: ', 'Allow:', 'Crawl-delay: ', 'Sitemap: ', '', '#', ':'),
      fc.oneof(address, fc.constantFrom('*', 'magpie', '/*a*$', '$', '1e9')),
    ),
    { maxLength: 15 },
  )
  .map((lines) => lines.map((line) => line.join('')).join('\n'))

const contentType = fc.option(
  fc.constantFrom(
    'text/html',
    'text/html; charset=utf-16',
    'text/html;charset=iso-2022-kr',
    'text/css; charset="x-user-defined"',
    'x; charset=nonsense',
  ),
)

/** The text with some bytes changed, left out or said again. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.constantFrom('set', 'cut', 'repeat'))
  return fc.tuple(text, fc.array(change, { maxLength: 3 })).map(([given, changes]) =>
    changes.reduce((bytes, [position, value, how]) => {
      const at = bytes.length === 0 ? 0 : position % bytes.length
      if (how === 'cut') return bytes.subarray(0, at)
      if (how === 'repeat') return Buffer.concat([bytes, bytes.subarray(at, at + value)])
      const copy = Buffer.from(bytes)
      if (copy.length > 0) copy[at] = value
      return copy
    }, Buffer.from(given)),
  )
}

function isWeb(found: string): boolean {
  return /^https?:\/\/[^#]+$/.test(found) && URL.canParse(found)
}

function arePictures(pictures: readonly Picture[]): boolean {
  return pictures.every(
    ({ element, alt, candidates }) =>
      typeof element === 'string' &&
      (alt === null || typeof alt === 'string') &&
      candidates.length > 0 &&
      new Set(candidates).size === candidates.length &&
      candidates.every((candidate) => isWeb(candidate) || /^data:/i.test(candidate)),
  )
}

function check<Input>(title: string, input: fc.Arbitrary<Input>, holds: (input: Input) => boolean): void {
  t.test(`fuzz: ${title}`, async (t) => {
    const result = fc.check(fc.property(input, holds), { seed, numRuns })
    t.notOk(result.failed, fc.defaultReportMessage(result) ?? 'holds')
  })
}

const documentOf = (text: fc.Arbitrary<string>) =>
  fc.record({ body: mutated(text), contentType, url: fc.constant(url) })

check('pages', documentOf(html), (document) => {
  const found = findInPage(document)
  const others = [found.links, found.sheets, found.manifests, found.feeds, found.canonical ? [found.canonical] : []]
  return arePictures(found.pictures) && others.flat().every(isWeb) && found.links.every((link) => isWeb(pageKey(link)))
})

check('sheets', documentOf(css), (document) => {
  const { pictures, imports } = findInSheet(document)
  return arePictures(pictures) && imports.every((sheet) => isWeb(sheet) || /^data:/i.test(sheet))
})

check('manifests', documentOf(json), (document) => arePictures(findInManifest(document)))

check('sitemaps', documentOf(xml), (document) => {
  const { pages, sitemaps, images } = findInSitemap(document)
  return [...pages, ...sitemaps, ...images.flatMap((image) => [image.url, image.page])].every(isWeb)
})

check('feeds', documentOf(fc.oneof(xml, json)), (document) => {
  const { pictures, links } = findInFeed(document)
  return arePictures(pictures) && links.every(isWeb)
})

check('sets', srcset, (set) =>
  [...parseSrcset(set), ...parseLazySet(set)].every(
    ({ url, width, density }) => url !== '' && (width ?? 1) > 0 && (density ?? 1) >= 0,
  ),
)

check(
  'larger forms',
  fc.oneof(
    address.map((it) => URL.parse(it, url)?.href ?? url),
    fc.webUrl({ withQueryParameters: true }),
  ),
  (given) => {
    const forms = fullSizesOf(given)
    return forms.length <= 3 && forms.every((form) => isWeb(form) && form !== given)
  },
)

check('robots.txt', fc.tuple(mutated(robots), fc.webPath()), ([text, path]) => {
  const rules = parseRobots(text.toString(), 'Magpie')
  const allows = rules.allows(new URL(`http://site.test${path || '/'}`))
  return typeof allows === 'boolean' && rules.crawlDelayMs >= 0 && rules.allows(new URL('/robots.txt', url))
})

check('X-Robots-Tag', fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (lines) => {
  const { noFollow, noImages } = readRobotsHeader(lines)
  return [noFollow, noImages].every((directive) => directive === null || /^\w+$/.test(directive))
})
