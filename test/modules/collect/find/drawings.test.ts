import sharp from 'sharp'
import t from 'tap'
import { findInSvgFile } from '../../../../src/modules/collect/find/index.ts'
import { findIn, picturesIn } from '../../../support/finding.ts'
import { processorMs } from '../../../support/processor-time.ts'

/** The SVG of the first picture in the markup. */
function drawIn(markup: string): string {
  const [, base64 = ''] = findIn(markup).pictures[0]?.candidates[0]?.split('data:image/svg+xml;base64,') ?? []
  return Buffer.from(base64, 'base64').toString()
}

const xmlns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
const size = 'width="100" height="100"'
const path = '<path d="M0 0h100v100z"/>'

const files: [title: string, markup: string, inner: string][] = [
  ['as written', `<svg ${size}><g fill="red">${path}</g></svg>`, `<g fill="red">${path}</g>`],
  [
    'unquoted, unclosed',
    '<svg width=100 height=100><g id=a><rect width=9 height=9 /><path d=M0>',
    '<g id="a"><rect width="9" height="9"/><path d="M0"></path></g>',
  ],
  ['closed in the wrong order', `<svg ${size}><g><a>${path}</g></b></a></svg>`, `<g><a>${path}</a></g>`],
  [
    'names in lower case',
    `<SVG ${size}><LINEARGRADIENT GRADIENTUNITS=userSpaceOnUse><clippath clippathunits=userSpaceOnUse></clippath></lineargradient><textpath startoffset=1 /><fegaussianblur stddeviation=2 />${path}</SVG>`,
    `<linearGradient gradientUnits="userSpaceOnUse"><clipPath clipPathUnits="userSpaceOnUse"></clipPath></linearGradient><textPath startOffset="1"/><feGaussianBlur stdDeviation="2"/>${path}`,
  ],
  [
    'references',
    `<svg ${size}><text title="&quot;&eacute;&amp;&lt;&nbsp;&copy=1">A&nbsp;&amp;&eacute;&lt; < B & C</text></svg>`,
    '<text title="&quot;é&amp;&lt;\u00a0&amp;copy=1">A\u00a0&amp;é&lt; &lt; B &amp; C</text>',
  ],
  [
    'comments and CDATA',
    `<svg ${size}><!-- <path> --><text>a<!-->b<!--x--!>c<![CDATA[<d> &amp;]]><?e?><!f>g</text></svg>`,
    '<text>abc&lt;d&gt; &amp;amp;g</text>',
  ],
  [
    'styles',
    `<svg ${size}><style>a > b{fill:red}<!-- x --></style><style><![CDATA[c{}]]></style>${path}</svg>`,
    `<style>a &gt; b{fill:red}</style><style>c{}</style>${path}`,
  ],
  [
    'scripts and what they hang on',
    `<svg ${size} onload=x()><script>if (a < b) x("<path/>")</script><script/><g ONCLICK='y()' data-on=z>${path}</g></svg>`,
    `<g data-on="z">${path}</g>`,
  ],
  [
    'HTML',
    `<svg ${size}><foreignObject><svg><path/></svg><p><b>x</b></p><foreignobject></foreignobject></foreignObject><desc><b>d</b></desc>${path}</svg>`,
    `<desc>d</desc>${path}`,
  ],
  [
    'what leads out of it',
    `<svg ${size}><image href=a.png /><use xlink:href="b.svg#c"/><a href="javascript:x()"></a><use href="#d" xlink:href=#e /><image href="data:image/png;base64,AA"/>${path}</svg>`,
    `<image/><use/><a></a><use href="#d" xlink:href="#e"/><image href="data:image/png;base64,AA"/>${path}`,
  ],
  [
    'names that XML has not',
    `<svg ${size} xmlns:x=y xmlns=z><sodipodi:namedview/><g :a=1 @b=2 v-on:c=3 x:d=4 "=5 __proto__=6 xml:space=preserve xml:base=7>${path}</g></svg>`,
    `<g __proto__="6" xml:space="preserve">${path}</g>`,
  ],
  [
    'characters that XML has not',
    `<svg ${size}><text class="a\u0001b">&#1;\u000b\ufffe\ud800é😀</text></svg>`,
    '<text class="ab">\ufffdé😀</text>',
  ],
  ['a drawing inside', `<svg ${size}><svg x=1><circle r=1 /></svg></svg>`, '<svg x="1"><circle r="1"/></svg>'],
  ['ended by HTML', `<svg ${size}><g>${path}<p>text</p></g></svg>`, `<g>${path}</g>`],
]

for (const [title, markup, inner] of files) {
  t.test(`drawing: ${title}`, async (t) => t.equal(drawIn(markup), `<svg ${xmlns} ${size}>${inner}</svg>`))
}

const sizes: [title: string, attributes: string, width: number, height: number][] = [
  ['pixels', 'width=200px height=100', 200, 100],
  ['other units', 'width=3in height=6pc', 288, 96],
  ['viewbox alone', 'viewbox="0 0 240 120"', 240, 120],
  ['percentages', 'width=100% height=100% viewBox="0,0,240,120"', 240, 120],
  ['one side', 'width=120 viewBox="0 0 240 120"', 120, 60],
  [
    'a style',
    'width=24 height=24 style="color: red; width: 200px; HEIGHT:100px !important" viewBox="0 0 24 12"',
    200,
    100,
  ],
  ['nonsense', 'width=1constructor height=1e999', 300, 150],
  ['none', '', 300, 150],
  ['one side, no viewbox', 'height=100', 300, 100],
]

for (const [title, attributes, width, height] of sizes) {
  t.test(`drawing: size by ${title}`, async (t) => {
    const svg = drawIn(`<p><svg ${attributes}><rect width=9999 height=9999 fill=#00f /></svg>`)
    const { data, info } = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true })
    t.strictSame([info.width, info.height], [width, height])
    t.strictSame([...data.subarray(0, 4)], [0, 0, 255, 255], 'the rectangle is drawn')
  })
}

const counted: [title: string, svg: string, isPicture: boolean][] = [
  ['65 pixels', '<svg width=65 height=10><path/></svg>', true],
  ['64 pixels', '<svg width=64 height=64><path/></svg>', false],
  ['64 pixels, of a larger box', '<svg width=64 height=64 viewBox="0 0 512 512"><path/></svg>', false],
  ['one small side of a long box', '<svg height=60 viewBox="0 0 600 60"><path/></svg>', true],
  ['a box of 24', '<svg viewBox="0 0 24 24"><path/></svg>', false],
  ['a box of 512', '<svg viewBox="0 0 512 512"><path/></svg>', true],
  [
    'a box of 512 that is called an icon',
    '<svg viewBox="0 0 512 512" class="svg-inline--fa fa-x"><path/></svg>',
    false,
  ],
  ['called an icon, and large', '<svg width=200 height=200 class=icon><path/></svg>', true],
  ['as large as text', '<svg width=1em height=1em viewBox="0 0 512 512"><path/></svg>', false],
  ['no size', '<svg><path/></svg>', true],
  ['nonsense for a size', '<svg width=x height=-3 viewBox="0 0 a b"><path/></svg>', true],
  [
    'sprites',
    '<svg><symbol id=a viewBox="0 0 9 9"><path/></symbol><defs><rect/></defs><clipPath><circle/></clipPath></svg>',
    false,
  ],
  ['use and image alone', '<svg><use href=#a /><image href=#b /></svg>', false],
  [
    'every shape',
    ['circle', 'ellipse', 'line', 'path', 'polygon', 'polyline', 'rect', 'text']
      .map((name) => `<svg><g><${name}/></g></svg>`)
      .join(''),
    true,
  ],
  ['gradients alone', '<svg><linearGradient><stop/></linearGradient></svg>', false],
  ['hidden by a style', '<svg style="position:absolute; Display : none"><path/></svg>', false],
  ['hidden by a word', '<svg hidden><path/></svg>', false],
  ['no width', '<svg width=0 height=100><path/></svg>', false],
  ['no height, by a style', '<svg style="width:100px;height:0"><path/></svg>', false],
  ['empty', '<svg width=100 height=100></svg>', false],
  ['closed at once', '<svg width=100 height=100 /><path/>', false],
  ['in a template', '<template><svg><path/></svg></template>', false],
  ['in a comment', '<!--<svg><path/></svg>-->', false],
  ['inside of an icon', '<svg width=9 height=9><svg width=99 height=99><path/></svg></svg>', false],
  ['more than 1 MiB', `<svg><path d="${'M0 0'.repeat(300_000)}"/></svg>`, false],
]

for (const [title, markup, isPicture] of counted) {
  t.test(`drawing: ${title} is ${isPicture ? 'a picture' : 'none'}`, async (t) => {
    const { pictures } = findIn(markup)
    t.strictSame(new Set(pictures.map(({ element, alt }) => [element, alt].join())), new Set(isPicture ? ['svg,'] : []))
  })
}

const alts: [title: string, markup: string, alt: string | null][] = [
  ['its label', '<svg aria-label=" A&amp;B "><title>T</title><path/></svg>', 'A&B'],
  [
    'its title',
    '<svg><desc>D</desc><title>\n A &eacute; <b>x</b><!-- y -->\n</title><path/><title>B</title></svg>',
    'A é x',
  ],
  ['not that of a part', '<svg><g><title>T</title><path/></g></svg>', null],
  ['empty', '<svg aria-label=""><title> </title><path/></svg>', null],
]

for (const [title, markup, alt] of alts) {
  t.test(`drawing: alt: ${title}`, async (t) => t.equal(findIn(markup).pictures[0]?.alt, alt))
}

/** Without what is the file's. */
function outline(markup: string): string[] {
  return picturesIn(markup).map((picture) => picture.replace(/data:image\/svg.*/, 'drawn'))
}

const pages: [title: string, markup: string, pictures: string[]][] = [
  [
    'among others, images inside of it after it',
    '<img src=a.png><svg><path/><image href=b.png /></svg><img src=c.png>',
    ['img a.png', 'svg drawn', 'svg b.png', 'img c.png'],
  ],
  ['takes no link over', '<a href=big.jpg><svg><path/></svg><img src=s.jpg></a>', ['svg drawn', 'img big.jpg s.jpg']],
  ['backgrounds of its own', '<svg style="background:url(a.png)"><path/></svg>', ['svg drawn', 'css a.png']],
  ['never closed', '<svg><path/><p><img src=a.png>', ['svg drawn', 'img a.png']],
  ['twice', '<svg><path/></svg>'.repeat(2), ['svg drawn', 'svg drawn']],
  ['in a document inside', '<iframe srcdoc="<svg><path/></svg>"></iframe>', ['svg drawn']],
]

for (const [title, markup, pictures] of pages) {
  t.test(`drawing: ${title}`, async (t) => t.strictSame(outline(markup), pictures))
}

const hostile: [title: string, markup: string][] = [
  ['100,000 drawings', '<svg><path/></svg>'.repeat(100_000)],
  ['100,000 drawings deep', '<svg>'.repeat(200_000)],
  ['never closed', '<svg><g>'.repeat(100_000)],
  ['foreign objects', '<svg><foreignObject>'.repeat(50_000)],
  ['end tags', `<svg>${'</g>'.repeat(200_000)}`],
  ['comments', `<svg><text>${'<!--'.repeat(200_000)}`],
  ['CDATA', `<svg><text>${'<![CDATA['.repeat(100_000)}`],
  ['references', `<svg><text a="${'&#'.repeat(200_000)}">${'&amp'.repeat(100_000)}`],
  ['references in attributes', `<svg>${'<g a=&amp;>'.repeat(90_000)}`],
  ['marks', `<svg><text>${'<'.repeat(900_000)}`],
  ['a style of blanks', `<svg style="${' '.repeat(500_000)};${'; '.repeat(200_000)}"><path/>`],
  ['a box of blanks', `<svg viewbox="${' '.repeat(500_000)}" width="${'1'.repeat(500_000)}"><path/>`],
]

for (const [title, markup] of hostile) {
  t.test(`hostile drawing: ${title}`, async (t) => {
    const start = processorMs()
    findIn(markup)
    t.ok(processorMs() - start < 30_000, 'in time that grows with the page alone')
  })
}

t.test('drawing in a file: what it refers to, but not itself', async (t) => {
  const file = (body: string) =>
    findInSvgFile({ body: Buffer.from(body), contentType: 'image/svg+xml', url: 'http://s.test/d/map.svg?v=1' })
  const inner = '<image xlink:href="a.png"/><rect style="mask:url(b.svg#m)"/><a href="c.html"><image href="d.png"/></a>'
  const html = '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="/e.png"/></foreignObject>'
  const { pictures, imports } = file(
    `<?xml version="1.0"?><?xml-stylesheet href="h.css"?><!DOCTYPE svg [<!ENTITY x "y">]><svg ${xmlns} ${size}><style><![CDATA[@import url(f.css);g{cursor:url(g.png),auto}]]></style>${path}${inner}${html}</svg>`,
  )
  const shown = ['g.png', 'a.png', 'b.svg', 'd.png'].map((name) => `http://s.test/d/${name}`)
  t.strictSame(
    pictures.map(({ candidates }) => candidates),
    [...shown, 'http://s.test/e.png'].map((url) => [url]),
  )
  t.strictSame(imports, ['http://s.test/d/h.css', 'http://s.test/d/f.css'])
  t.strictSame(file('<svg'), { pictures: [], imports: [] })
})
