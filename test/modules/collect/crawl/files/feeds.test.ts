/** What a page's feeds show and link is collected. */
import t from 'tap'
import { collectSite, png } from '../../../../support/collecting.ts'

const rss = `<rss><channel><item><link>/story</link>
  <enclosure url="/enclosed.png" type="image/png" length="1"/></item></channel></rss>`
const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/entry"/>
  <link rel="enclosure" type="image/png" href="/attached.png"/></entry></feed>`

t.test('feeds: enclosures are pictures, items are pages; each feed is read once', async (t) => {
  const { resources, pages, asked, site } = await collectSite(t, {
    '/': `<link rel=alternate type=application/rss+xml href=/rss><link rel=alternate type=application/atom+xml href=/atom>
      <a href=/other>other</a>`,
    '/other': '<link rel=alternate type=application/rss+xml href=/rss>',
    '/rss': { headers: { 'content-type': 'application/rss+xml' }, body: rss },
    '/atom': { headers: { 'content-type': 'application/atom+xml' }, body: atom },
    '/story': '<title>Story</title>',
    '/entry': '<title>Entry</title>',
    '/enclosed.png': await png(),
    '/attached.png': await png(),
  })
  t.match(resources, {
    '/enclosed.png': { verdict: 'stored', element: 'feed', page: `${site.url}/` },
    '/attached.png': { verdict: 'stored', element: 'feed' },
  })
  t.match(pages, { '/story': { verdict: 'fetched', title: 'Story' }, '/entry': { verdict: 'fetched' } })
  t.equal(asked().filter((path) => path === '/rss').length, 1)
})
