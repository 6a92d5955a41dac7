import t from 'tap'
import { findIn } from '../../../support/finding.ts'
import { processorMs } from '../../../support/processor-time.ts'

const script = '<script src=/app.js></script>'
const words = 'Lorem ipsum dolor sit amet, '.repeat(8)

const cases: [title: string, markup: string, needsBrowser: boolean][] = [
  [
    'React',
    `<!doctype html><html><head><title>${words}</title><link rel=icon href=a.ico>${script}</head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>`,
    true,
  ],
  ['Vue, as a module', '<div id=app></div><script type=module src=/a.js></script>', true],
  ['a module that stands in the page', '<div id=app></div><script type=module>import "/a.js"</script>', true],
  ['Next.js', `<div id=__next><div class=spinner></div></div>${script}`, true],
  ['Nuxt', `<div id="__nuxt"><div id="__layout">\n  Loading…\n</div></div>${script}`, true],
  ['Angular', `<APP-ROOT></APP-ROOT>${script}`, true],
  ['Angular, old', `<body ng-app=x><div ng-view></div>${script}`, true],
  ['a root by its attribute', `<div data-reactroot></div>${script}`, true],
  ['an element of its own', `<my-shop-app></my-shop-app>${script}`, true],
  ['nothing but scripts', `<head><meta charset=utf-8></head><body>${script}<style>a{}</style></body>`, true],
  [
    'asks for scripts',
    `<div class=x><p>Loading</p></div><noscript><p>Bitte Java Script einschalten.</noscript>${script}`,
    true,
  ],
  ['much to read without scripts', `<div id=root></div><noscript>${words}</noscript>${script}`, true],
  [
    'much in comments and scripts',
    `<div id=root></div><!-- ${words} --><script>${words}</script><template>${words}</template>${script}`,
    true,
  ],
  ['blanks are nothing to read', `<div id=root>${' \n'.repeat(500)}</div>${script}`, true],
  [
    'with names of pictures alone',
    `<link rel=icon href=a.ico><meta property=og:image content=a.png><link rel=preload as=image href=b.png><link rel=manifest href=m.json><div id=root></div><noscript><img src=https://count.test/tr></noscript>${script}`,
    true,
  ],
  [
    'after a root that is not the first element',
    `<header></header><main id=app></main><footer>©</footer>${script}`,
    true,
  ],

  ['with a picture', `<div id=root><img src=a.png></div>${script}`, false],
  [
    'with a picture in its data',
    `<div id=root></div><script type="application/json">["/a.png"]</script>${script}`,
    false,
  ],
  ['with much to read', `<div id=root><p>${words}</div>${script}`, false],
  ['with much to read, piece by piece', `<div id=root>${'<b>word</b> '.repeat(60)}</div>${script}`, false],
  ['with many elements', `<div id=root>${'<div><i></i></div>'.repeat(5)}</div>${script}`, false],
  [
    'many elements beside the root are no matter',
    `<div id=root></div>${'<div><i></i></div>'.repeat(20)}${script}`,
    true,
  ],
  ['without scripts', '<div id=root></div><noscript>JavaScript!</noscript>', false],
  ['without programs', '<div id=root></div><script>x()</script><script type="application/json">{}</script>', false],
  ['a short page', `<h1>Hello</h1><p>This is short.</p>${script}`, false],
  ['a short page with a noscript', `<h1>Hello</h1><noscript><img src=https://count.test/x></noscript>${script}`, false],
  ['a root in a comment', `<p>x</p><!-- <div id=root></div> -->${script}`, false],
  ['empty', '', false],
]

for (const [title, markup, needsBrowser] of cases) {
  t.test(`needs a browser: ${title}`, async (t) => t.equal(findIn(markup).needsBrowser, needsBrowser))
}

const hostile: [title: string, markup: string][] = [
  ['blanks', `<div id=root>${' '.repeat(2_000_000)}`],
  ['empty elements', '<p>'.repeat(300_000)],
  ['comments', `<p>${'<!--'.repeat(300_000)}`],
  ['noscripts', '<noscript>java'.repeat(100_000)],
  ['an id without end', `<p id="${'a-'.repeat(500_000)}">`],
  ['a name without end', `<${'a-'.repeat(500_000)}>`],
]

for (const [title, markup] of hostile) {
  t.test(`hostile shell: ${title}`, async (t) => {
    const start = processorMs()
    findIn(script + markup)
    t.ok(processorMs() - start < 5000, 'in time that grows with the page alone')
  })
}
