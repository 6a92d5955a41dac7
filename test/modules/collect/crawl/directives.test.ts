/** What pages and images ask of crawlers is kept to, and said. */
import t from 'tap'
import { collectSite, png } from '../../../support/collecting.ts'

t.test('nofollow: its links wait for a page that does not ask', async (t) => {
  const { pages, run } = await collectSite(t, {
    '/': '<meta name=robots content="NoFollow"><a href=/a>A</a><a href=/b>B</a><iframe src=/c></iframe>',
    '/a': '<a href=/b>B</a>',
    '/b': '<title>B</title>',
  })
  t.match(pages['/'], { verdict: 'fetched', reason: /not to follow its links \(nofollow\)/i })
  t.match(pages['/a'], { verdict: 'robots', reason: /not to follow their links/ })
  t.match(run, { state: 'succeeded', pages: { found: 4, fetched: 1, skipped: 3 } })
})

t.test('nofollow: a link that another page gives freely is followed', async (t) => {
  const { pages } = await collectSite(t, {
    '/': '<a href=/a>A</a><a href=/c>C</a>',
    '/a': { headers: { 'x-robots-tag': 'nofollow' }, body: '<a href=/b>B</a>' },
    '/c': '<a href=/d>D</a>',
    '/d': '<a href=/b>B</a>',
    '/b': '<title>B</title>',
  })
  t.match(pages['/b'], { verdict: 'fetched', title: 'B' })
})

for (const directive of ['noimageindex', 'noindex', 'none', 'noai', 'noimageai']) {
  t.test(`${directive}: the pictures of the page are left alone`, async (t) => {
    const { resources, run, asked } = await collectSite(t, {
      '/': `<meta name=robots content="${directive}"><img src=a.png>`,
      '/a.png': await png(),
    })
    t.match(resources['/a.png'], { verdict: 'robots', reason: new RegExp(`alone \\(${directive}\\)`), attempts: 0 })
    t.match(run, { state: 'succeeded', images: { found: 1, skipped: 1, stored: 0 } })
    t.notOk(asked().includes('/a.png'))
  })
}

t.test('noimageindex: a picture that another page shows freely is collected', async (t) => {
  const { resources } = await collectSite(t, {
    '/': '<meta name=magpie content=noimageindex><img src=a.png><img src=b.png><a href=/free>F</a>',
    '/free': '<img src=a.png>',
    '/a.png': await png(),
    '/b.png': await png(),
  })
  t.match(resources, { '/a.png': { verdict: 'stored' }, '/b.png': { verdict: 'robots' } })
})

t.test('X-Robots-Tag of an image: for everybody and for us, not for others', async (t) => {
  const tagged = async (tag: string | string[]) => ({ headers: { 'x-robots-tag': tag }, body: await png() })
  const { resources } = await collectSite(t, {
    '/': '<img src=all.png><img src=ours.png><img src=theirs.png><img src=two.png>',
    '/all.png': await tagged('noai, noindex'),
    '/ours.png': await tagged('magpie: noimageindex'),
    '/theirs.png': await tagged('otherbot: noindex, noimageindex'),
    '/two.png': await tagged(['otherbot: nofollow', 'noimageai']),
  })
  t.match(resources, {
    '/all.png': { verdict: 'robots', reason: /alone \(noai\)/ },
    '/ours.png': { verdict: 'robots' },
    '/theirs.png': { verdict: 'stored' },
    '/two.png': { verdict: 'robots' },
  })
})

t.test('robots: false – nothing of it is asked or kept to', async (t) => {
  const { resources, pages } = await collectSite(
    t,
    {
      '/': '<meta name=robots content="none"><img src=a.png><a href=/b>B</a>',
      '/b': '<title>B</title>',
      '/a.png': { headers: { 'x-robots-tag': 'noindex' }, body: await png() },
    },
    { robots: false },
  )
  t.match(resources['/a.png'], { verdict: 'stored' })
  t.match(pages['/b'], { verdict: 'fetched' })
})
