import t from 'tap'
import { findInSheet } from '../../../../src/modules/collect/find/index.ts'
import { picturesInSheet } from '../../../support/finding.ts'
import { processorMs } from '../../../support/processor-time.ts'

const cases: [title: string, css: string, pictures: string[]][] = [
  [
    'bare, quoted, upper case',
    'a{background:url(a.png)} b{background:URL("b.png")} c{background:url( \'c.png\' )}',
    ['css a.png', 'css b.png', 'css c.png'],
  ],
  [
    'escapes',
    'a{background:url(a\\20 b\\).png)} b{background:url("c\\\nd.png")} e{background:u\\72l("f.png")}',
    ['css a%20b).png', 'css cd.png', 'css f.png'],
  ],
  [
    'escapes in the name of the function, unquoted',
    'a{background:u\\72l(a.png)} b{background:\\75 \\000052\\6C\n(b.png), \\75 \\000052\\6C\n\n(no.png)} c{background:\\u\\rl( c.png )} d{background:\\55\\72\\6c(d,1;2.png)}',
    ['css a.png', 'css b.png', 'css c.png', 'css d,1;2.png'],
  ],
  [
    'escapes that spell another name, or stand in a string',
    'a{background:\\\\url(no.png)} b{background:\\\\75rl(no.png)} c{content:"u\\72l(no.png)"} d{background:url("d\\url(.png")}',
    ['css durl(.png'],
  ],
  [
    'relative to the sheet',
    'a{background:url(../i/a.png)} b{background:url(//c.test/b.png)}',
    ['css http://site.test/i/a.png', 'css http://c.test/b.png'],
  ],
  [
    'properties',
    'a{border-image:url(a.png) 3;list-style-image:url(b.png);mask:url(c.svg#m);cursor:url(d.cur),auto;content:url(e.png)}',
    ['css a.png', 'css b.png', 'css c.svg', 'css d.cur', 'css e.png'],
  ],
  ['cross-fade', 'a{background:-webkit-cross-fade(url(a.png),url(b.png),50%)}', ['css a.png', 'css b.png']],
  ['several layers', 'a{background:url(a.png),linear-gradient(red,blue),url(b.png)}', ['css a.png', 'css b.png']],
  [
    'image-set: strings and addresses',
    'a{background:image-set("a.png" 1x, url(b.png) 2x, url("c.png") 1.5x)}',
    ['css b.png c.png a.png'],
  ],
  [
    'image-set: dpi and type',
    'a{background:-webkit-image-set(url(a.png) 96dpi, "b.avif" type("image/avif") 300dpi)}',
    ['css b.avif a.png'],
  ],
  ['custom properties', ':root{--hero:url(a.png)}', ['css a.png']],
  [
    'media, supports, nesting',
    '@media (min-width:1px){a{background:url(a.png)}} @supports (mask:url(no.png)){b{& c{background:url(b.png)}}}',
    ['css a.png', 'css b.png'],
  ],
  ['used twice: once', 'a{background:url(a.png)}b{background:url(a.png)}', ['css a.png']],
  ['data: address', 'a{background:url(data:image/png;base64,AAAA)}', ['css data:image/png;base64,AAAA']],
  [
    'not images',
    '@namespace url(http://x.test/ns); @font-face{src:url(f.woff2),url(f.svg)} a{fill:url(#g);filter:url(f.svg#x);behavior:url(x.htc);background:url()} b{src:url(data:font/woff2;base64,AA)}',
    [],
  ],
  [
    'hidden from browsers',
    'a{//background:url(1.png);background:url(a.png)} b{*background:url(2.png);color:red} c{_background:url(3.png)} * > .d{--x:url(d.png)}',
    ['css a.png', 'css d.png'],
  ],
  ['after a font', '@font-face{src:url(f.svg)} @\\66ont-face{src:url(g.svg)} a{background:url(a.png)}', ['css a.png']],
  ['comments', '/* a{background:url(no.png)} */ a{background:/* x */url(a.png)}', ['css a.png']],
  [
    'unterminated string',
    'a{background:url("a.png"); content:"oops\n} b{background:url(b.png)}',
    ['css a.png', 'css b.png'],
  ],
  [
    'what programs make may be an image',
    'a{background:url(a.php?x=1)} b{background:url(/b.aspx)} c{background:url(c.css)} d{background:url(d.woff2)}',
    ['css a.php?x=1', 'css http://site.test/b.aspx'],
  ],
  [
    'data of any name that is no text',
    'a{background:url(data:application/octet-stream;base64,AAAA)} b{--x:url(data:text/css,b)} c{--y:url(data:font/woff,c)}',
    ['css data:application/octet-stream;base64,AAAA'],
  ],
  ['cut off', 'a{background:url(a.png', ['css a.png']],
  ['cut off in an image-set', 'a{background:image-set(url(a.png) 1x', ['css a.png']],
  ['stray braces', '}}} a{background:url(a.png)} {{{ b{background:url(b.png)}', ['css a.png', 'css b.png']],
]

for (const [title, css, pictures] of cases) {
  t.test(`sheet: ${title}`, async (t) => t.strictSame(picturesInSheet(css), pictures))
}

t.test('sheet: an import after another statement is void, but for a layer', async (t) => {
  const css = '@layer a, b; @import "a.css"; @namespace url(http://www.w3.org/1999/xhtml); @import "late.css";'
  const { imports } = findInSheet({ body: Buffer.from(css), contentType: null, url: 'http://site.test/dir/s.css' })
  t.strictSame(imports, ['http://site.test/dir/a.css'])
})

t.test('sheet: what stands in the address of an import', async (t) => {
  const shown = (file: string) => `a{background:url(http://site.test/dir/${file})}`
  const css = `@import "data:text/css,${shown('a.png')}"; @import url('DATA:text/css;base64,${btoa(shown('b.png'))}');
    @import "data:text/css,@import url('http://site.test/dir/i.css');b{background:url(relative.png)}";
    @import "data:text/css,@import 'data:text/css,${shown('c.png')}';"; @import "data:text/html,x"; b{background:url(d.png)}`
  t.strictSame(picturesInSheet(css), ['css a.png', 'css b.png', 'css c.png', 'css d.png'])
  const { imports } = findInSheet({ body: Buffer.from(css), contentType: null, url: 'http://site.test/dir/s.css' })
  t.strictSame(imports, ['http://site.test/dir/i.css'])
})

t.test('sheet: imports in every form', async (t) => {
  const css = `@charset "utf-8"; @IMPORT "a.css"; @import url(b.css); @import url('c.css') screen and (color);
    @\\69mp\\6F rt "d.css" layer(x) supports(display: grid); @import "a.css"; a{color:red} @import "late.css";`
  const { imports } = findInSheet({ body: Buffer.from(css), contentType: null, url: 'http://site.test/dir/s.css' })
  t.strictSame(
    imports,
    ['a', 'b', 'c', 'd'].map((name) => `http://site.test/dir/${name}.css`),
  )
})

t.test('sheet: the charset of its header, then of its own rule', async (t) => {
  const css = Buffer.from('@charset "windows-1252";a{background:url(\xe9.png)}', 'latin1')
  t.strictSame(picturesInSheet(css), ['css %C3%A9.png'])
  t.strictSame(picturesInSheet(css, { contentType: 'text/css; charset=windows-1251' }), ['css %D0%B9.png'])
  t.strictSame(picturesInSheet(css.subarray(css.indexOf('a{'))), ['css %C3%A9.png'], 'nobody says, and it is no UTF-8')
})

const hostile: [title: string, css: string, count: number][] = [
  ['12,000 addresses', Array.from({ length: 12_000 }, (_, i) => `.a${i}{background:url(${i}.png)}`).join('\n'), 12_000],
  ['5 MB', `${'a{color:red}\n'.repeat(400_000)}b{background:url(b.png)}`, 1],
  ['parentheses without end', `a{background:url(a.png) ${'image-set('.repeat(300_000)}`, 1],
  ['braces without end', `a{background:url(a.png)}${'a{'.repeat(500_000)}`, 1],
  ['quotes without end', `a{background:url(a.png)}${'"\n'.repeat(500_000)}`, 1],
  ['comments without end', `a{background:url(a.png)}${'/*'.repeat(500_000)}`, 1],
]

for (const [title, css, count] of hostile) {
  t.test(`hostile sheet: ${title}`, async (t) => {
    const start = processorMs()
    t.equal(picturesInSheet(css).length, count)
    t.ok(processorMs() - start < 5000, 'in time that grows with the sheet alone')
  })
}
