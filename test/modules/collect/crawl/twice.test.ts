/** No page is read twice, and none is lost by that. */
import t from 'tap'
import { collectSite, png } from '../../../support/collecting.ts'

t.test('spellings of one address are one page', async (t) => {
  const { asked, run } = await collectSite(t, {
    '/': `<a href=/index.html>1</a><a href="/#top">2</a><a href="/?utm_source=x">3</a><a href="/dir/">4</a>
      <a href="/dir/index.html?fbclid=1">5</a><a href="/dir/;jsessionid=0A">6</a>`,
    '/index.html': '<title>twice</title>',
    '/dir/': '<title>dir</title>',
    '/dir/index.html': '<title>twice</title>',
  })
  t.strictSame(
    asked().filter((path) => !/robots|sitemap/.test(path)),
    ['/', '/dir/'],
  )
  t.match(run.pages, { found: 2, fetched: 2 })
})

t.test('where one spelling leads nowhere, the other is read', async (t) => {
  const { pages, resources } = await collectSite(t, {
    '/': '<a href=/dir/>1</a><a href=/dir/index.html>2</a>',
    '/dir/': { status: 403 },
    '/dir/index.html': '<img src=a.png>',
    '/dir/a.png': await png(),
  })
  t.match(pages, { '/dir/': { verdict: 'http-error' }, '/dir/index.html': { verdict: 'fetched' } })
  t.match(resources, { '/dir/a.png': { verdict: 'stored' } })
})

t.test('a canonical address that nobody links to is read as well', async (t) => {
  const { resources } = await collectSite(t, {
    '/': '<a href=/b>b</a>',
    '/b': '<link rel=canonical href=/c><img src=b.png>',
    '/c': '<img src=c.png>',
    '/b.png': await png(),
    '/c.png': await png(),
  })
  t.match(resources, { '/b.png': { verdict: 'stored' }, '/c.png': { verdict: 'stored' } })
})

t.test('pages that say they are one, and wear other sheets, are two', async (t) => {
  const page = (color: string) => `<link rel=canonical href=/p><title>P</title><link rel=stylesheet href=/${color}.css>`
  const sheet = (name: string) => ({ headers: { 'content-type': 'text/css' }, body: `p{background:url(/${name}.png)}` })
  const { resources } = await collectSite(t, {
    '/': '<a href=/p?c=red>1</a><a href=/p?c=blue>2</a>',
    '/p?c=red': page('red'),
    '/p?c=blue': page('blue'),
    '/red.css': sheet('red'),
    '/blue.css': sheet('blue'),
    '/red.png': await png(41),
    '/blue.png': await png(42),
  })
  t.match(resources, { '/red.png': { verdict: 'stored' }, '/blue.png': { verdict: 'stored' } })
})

t.test('a page that says it is another one, and shows the same: its pictures are there once', async (t) => {
  const shop = '<link rel=canonical href=/shop><title>Shop</title><img src=/a.png>'
  const { pages, magpie, resources } = await collectSite(t, {
    '/': '<a href=/shop?ref=1>1</a><a href=/shop>2</a><a href=/shop?page=2>3</a>',
    '/shop': shop,
    '/shop?ref=1': shop,
    '/shop?page=2': '<link rel=canonical href=/shop><title>Shop</title><img src=/b.png>',
    '/a.png': await png(),
    '/b.png': await png(),
  })
  const twin = Object.values(pages).filter(({ reason }) => /again, as its canonical link says/.test(reason ?? ''))
  t.equal(twin.length, 1)
  t.match(resources, { '/a.png': { verdict: 'stored' }, '/b.png': { verdict: 'stored' } }, 'the other is not believed')
  const { occurrences } = await magpie.get<{ occurrences: object[] }>(`/images/${resources['/a.png']?.image}`)
  t.equal(occurrences.length, 1)
})
