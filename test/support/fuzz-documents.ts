/** Documents that nobody would write: fragments of the real languages, put together at random, with the values that hurt. */
import fc from 'fast-check'

export const address = fc.oneof(
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
export const srcset = fc
  .array(fc.tuple(address, descriptor, fc.constantFrom(',', ', ', '', ' , ')), { maxLength: 6 })
  .map((parts) => parts.flat().join(''))
export const css = fc
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
export const json = fc.oneof(
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
export const html = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''))
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
export const xml = fc
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
export const robots = fc
  .array(
    fc.tuple(
      fc.constantFrom('User-agent: ', 'Disallow: ', 'Allow:', 'Crawl-delay: ', 'Sitemap: ', '', '#', ':'),
      fc.oneof(address, fc.constantFrom('*', 'magpie', '/*a*$', '$', '1e9')),
    ),
    { maxLength: 15 },
  )
  .map((lines) => lines.map((line) => line.join('')).join('\n'))

export const contentType = fc.option(
  fc.constantFrom(
    'text/html',
    'text/html; charset=utf-16',
    'text/html;charset=iso-2022-kr',
    'text/css; charset="x-user-defined"',
    'x; charset=nonsense',
  ),
)

/** The text with some bytes changed, left out or said again. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
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
