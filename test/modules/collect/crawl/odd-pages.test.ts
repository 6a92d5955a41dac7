/** Pages that are not what they seem. */
import t from 'tap'
import { collectSite, png } from '../../../support/collecting.ts'

t.test('a link that leads to an image without saying so: the image is collected', async (t) => {
  const { pages, resources, run, site, asked } = await collectSite(t, {
    '/': '<title>Home</title><a href=/download/7>full size</a>',
    '/download/7': { headers: { 'content-type': 'image/png' }, body: await png() },
  })
  t.match(pages['/download/7'], { verdict: 'not-html', reason: /collected as one/, images: 1 })
  t.match(resources['/download/7'], { verdict: 'stored', element: 'a', page: `${site.url}/download/7` })
  t.match(run, { state: 'succeeded', images: { stored: 1 } })
  t.equal(asked().filter((path) => path === '/download/7').length, 2, 'once as a page, whose body was not read')
})

t.test('a link that leads to an image whose type nobody names: its bytes tell', async (t) => {
  const { pages, resources } = await collectSite(t, {
    '/': '<a href=/none>a</a><a href=/odd>b</a><a href=/html>c</a>',
    '/none': { headers: { 'content-type': '' }, body: await png(41) },
    '/odd': { headers: { 'content-type': 'png' }, body: await png(42) },
    '/html': { headers: { 'content-type': 'text/html' }, body: await png(43) },
  })
  for (const path of ['/none', '/odd']) {
    t.match(pages[path], { verdict: 'not-html', reason: /collected as one/, images: 1 }, path)
    t.match(resources[path], { verdict: 'stored', element: 'a' }, path)
  }
  t.match(pages['/html'], { verdict: 'fetched', images: 0 })
})

t.test('a start page that is an image is collected', async (t) => {
  const { run } = await collectSite(t, { '/': { headers: { 'content-type': 'image/png' }, body: await png() } })
  t.match(run, { state: 'succeeded', images: { stored: 1 } })
})

t.test('a page that only scripts could fill says so', async (t) => {
  const { pages, run } = await collectSite(t, {
    '/': '<title>App</title><div id=root></div><script src=/bundle.js></script><a href=/other>o</a>',
    '/other': '<title>Words</title><p>No pictures, and nothing that makes some.',
  })
  t.match(pages['/'], { verdict: 'fetched', reason: /^needs-browser: / })
  t.equal(pages['/other']?.reason, null)
  t.equal(run.state, 'succeeded')
})

t.test('a page of too many pictures is cut, and says so', async (t) => {
  const html = `<img src=a.png>${'<img src=http://127.0.0.3/x.png>'.repeat(100_100)}`
  const { pages, run } = await collectSite(t, { '/': html, '/a.png': await png() })
  t.match(pages['/'], { verdict: 'fetched', reason: /more pictures or links than are taken/, images: 100_000 })
  t.match(run, { state: 'partial', error: /Left a part of 1 page,/, images: { stored: 1, skipped: 1 } })
})
