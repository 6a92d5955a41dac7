/** What a page says around its pictures: the caption of the figure, and the nearest heading. */
import t from 'tap'
import { findIn, shorten } from '../../../support/finding.ts'

/** `address`, `address [caption]`, `address under heading`. */
function labelsIn(markup: string): string[] {
  return findIn(markup).pictures.map(({ candidates, caption, heading }) =>
    [
      shorten(candidates[0] as string).slice(0, 20),
      ...(caption === undefined ? [] : [`[${caption}]`]),
      ...(heading === undefined ? [] : [`under ${heading}`]),
    ].join(' '),
  )
}

const a = '<img src=a.jpg>'
const b = '<img src=b.jpg>'

const cases: [title: string, markup: string, labels: string[]][] = [
  ['nothing is said', a, ['a.jpg']],
  ['heading: the last before it', `<h1>One</h1><h2>Two</h2>${a}<h2>Three</h2>`, ['a.jpg under Two']],
  ['heading: the next where none is before it', `${a}<h1>One</h1><h2>Two</h2>`, ['a.jpg under One']],
  [
    'heading: of its own card, above or below the picture',
    `<h1>All</h1><div><a href=/1>${a}</a><h3>First</h3></div><div><h3>Second</h3>${b}</div>`,
    ['a.jpg under First', 'b.jpg under Second'],
  ],
  [
    'heading: of a card whose columns are apart',
    `<h1>All</h1><div><div>${a}</div><div><h3>First</h3></div></div><div>${b}</div>`,
    ['a.jpg under First', 'b.jpg under First'],
  ],
  [
    'heading: items whose end tags are left out',
    `<h1>All</h1><ul><li>${a}<h3>First</h3><li>${b}<h3>Second</h3></ul>`,
    ['a.jpg under First', 'b.jpg under Second'],
  ],
  ['heading: the one that it stands in', `<h1>All</h1><h2>${a} Inside</h2><h2>Next</h2>`, ['a.jpg under Inside']],
  [
    'heading: words as they are shown',
    `<h2>\n A &amp; <b>B</b>old<br>one<!-- x --> </h2>${a}`,
    ['a.jpg under A & Bold one'],
  ],
  ['heading: ended by another level', `<h2>One</h3>${a}<p>text`, ['a.jpg under One']],
  ['heading: ended by the next one', `<h2>One<h3>Two</h3>${a}`, ['a.jpg under Two']],
  ['heading: ended by what it stands in', `<div><h2>One</div>${a} text`, ['a.jpg under One']],
  ['heading: without words', `<h1>One</h1><h2> <img src=b.jpg> </h2>${a}`, ['b.jpg under One', 'a.jpg under One']],
  [
    'heading: not of a template, a comment or a drawing',
    `<template><h2>No</h2></template><!-- <h2>No</h2> --><svg><h2/></svg>${a}`,
    ['a.jpg'],
  ],
  [
    'heading: words beside a drawing and a template',
    `<h2>Red <svg><title>Icon</title></svg> <template>No</template>shoes</h2>${a}`,
    ['a.jpg under Red shoes'],
  ],
  [
    'heading: no text of scripts and templates',
    `<h2>One<script>two</script><template>three</template></h2>${a}`,
    ['a.jpg under One'],
  ],
  [
    'caption: after the picture',
    `<figure>${a}<figcaption>Fine <i>words</i></figcaption></figure>${b}`,
    ['a.jpg [Fine words]', 'b.jpg'],
  ],
  [
    'caption: before the picture',
    `<figure><figcaption>Fine</figcaption>${a}${b}</figure>`,
    ['a.jpg [Fine]', 'b.jpg [Fine]'],
  ],
  [
    'caption: of the innermost figure that has one',
    `<figure><figure>${a}<figcaption>Own</figcaption></figure><figure>${b}</figure><figcaption>All</figcaption></figure>`,
    ['a.jpg [Own]', 'b.jpg [All]'],
  ],
  ['caption: outside of any figure', `<figcaption>Lost</figcaption>${a}`, ['a.jpg']],
  ['caption: a figure that is never closed', `<figure>${a}<figcaption>Fine</figcaption>`, ['a.jpg [Fine]']],
  [
    'a link in a figure',
    `<figure><a href=a.jpg><img src=small.jpg></a><figcaption>Fine</figcaption></figure>`,
    ['a.jpg [Fine]'],
  ],
  ['picture', `<h1>One</h1><picture><source srcset=c.webp>${a}</picture>`, ['c.webp under One']],
  ['backgrounds', '<h1>One</h1><section style="background:url(a.jpg)"><h2>Two</h2></section>', ['a.jpg under Two']],
  [
    'drawings',
    '<h1>One</h1><svg width=300 height=300><rect width=9 height=9 /></svg>',
    ['data:image/svg+xml;b under One'],
  ],
  ['what a page names in its head', `<head><link rel=icon href=i.png></head><h1>One</h1>`, ['i.png']],
  [
    'a script is to fill it, and without scripts it is there',
    `<figure><img data-src=a.jpg><noscript>${a}</noscript><figcaption>Fine</figcaption></figure>`,
    ['a.jpg [Fine]'],
  ],
  [
    'a frame that is written in the page',
    `<h1>Out</h1><iframe srcdoc="<img src=a.jpg><h2>In</h2>"></iframe><iframe srcdoc="<img src=b.jpg>"></iframe>`,
    ['a.jpg under In', 'b.jpg under Out'],
  ],
]

for (const [title, markup, labels] of cases) {
  t.test(title, async (t) => t.strictSame(labelsIn(markup), labels))
}

t.test('a heading without end is cut', async (t) => {
  const [label] = labelsIn(`<h1>${'word '.repeat(5000)}${a}`)
  t.match(label, /^a\.jpg under (?:word ?){200}$/)
})

t.test('a page of nothing but open blocks and headings takes no longer for each', async (t) => {
  const many = 100_000
  const open = '<div><h2>x'.repeat(many)
  t.equal(findIn(`${open}${a}`).pictures[0]?.heading, 'x')
  t.equal(
    findIn(`${'<div>'.repeat(many)}${a.repeat(10)}${'</div>'.repeat(many)}<h1>Far</h1>`).pictures[9]?.heading,
    'Far',
  )
})
