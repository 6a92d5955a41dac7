import t from 'tap'
import { readXml } from '../../../../../src/modules/collect/find/xml/read-xml.ts'
import { textOf } from '../../../../../src/modules/collect/find/xml/xml-text.ts'

/** `<name` at the start of each element, `name>text` at its end. */
function spell(xml: string): string[] {
  return [...readXml(xml)].map(({ element: { name }, source }) =>
    source === undefined ? `<${name}` : `${name}>${textOf(source)}`,
  )
}

const cases: [title: string, xml: string, steps: string[]][] = [
  ['elements and text', '<a><B c="1">x</B>y</a>', ['<a', '<b', 'b>x', 'a>xy']],
  ['empty elements', '<a/><b x=1 /><c></c>', ['<a', 'a>', '<b', 'b>', '<c', 'c>']],
  ['end tags that are missing', '<a><b>x</a>', ['<a', '<b', 'b>x', 'a>x']],
  ['end tags of nothing', '</b><a>x</b></a></a>', ['<a', 'a>x']],
  ['what the end cuts off', '<a><b>x</b><c>y', ['<a', '<b', 'b>x', '<c', 'c>', 'a>']],
  ['cut off in a tag', '<a>x</a><b c="', ['<a', 'a>x']],
  ['signs that are no tags', '<a><b>1</b> < 2 <> </> <3 <!x></a>', ['<a', '<b', 'b>1', 'a>1 < 2 <>  <3 ']],
  ['names of other letters', '<ä><_b>x</_b></ä>', ['<ä', '<_b', '_b>x', 'ä>x']],
  ['deeper than anything is', '<a>'.repeat(600), [...Array(512).fill('<a'), ...Array(512).fill('a>')]],
  ['a greater sign in an attribute', '<a b="x>y">z</a>', ['<a', 'a>z']],
  ['comments', '<a><!-- <b> -- > --->x<!---->y</a>', ['<a', 'a>xy']],
  ['CDATA', '<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>', ['<a', 'a><b>&amp;]]>']],
  ['instructions', '<?xml version="1.0"?><a><?php <b> ?>x</a>', ['<a', 'a>x']],
  ['document types', '<!DOCTYPE a [ <!ENTITY b "<c>"> ] ><a>&b;</a>', ['<a', 'a>&b;']],
  ['entities', '<a>&lt;&#60;&#x3C;&nbsp;&#0;&#x110000;&amp;lt;</a>', ['<a', 'a><<<&nbsp;\uFFFD\uFFFD&lt;']],
  ['no XML', 'x', []],
]

for (const [title, xml, steps] of cases) {
  t.test(`xml: ${title}`, async (t) => t.strictSame(spell(xml), steps))
}
