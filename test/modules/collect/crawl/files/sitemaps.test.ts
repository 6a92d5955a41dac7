/** What a site's sitemaps name is collected: pages that no link leads to, and images. */
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { collectSite, png } from '../../../../support/collecting.ts'

const urlset = (entries: string) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:im="http://www.google.com/schemas/sitemap-image/1.1">${entries}</urlset>`

const xml = (body: string | Buffer) => ({ headers: { 'content-type': 'application/xml' }, body })

t.test('sitemaps: of robots.txt and /sitemap.xml, indexes, compressed, as text, with images', async (t) => {
  const image = '<im:image><im:loc>/named.png</im:loc></im:image>'
  const { resources, pages, run, site, magpie } = await collectSite(t, {
    '/': '<title>Home</title>',
    '/robots.txt': 'Sitemap: /index.xml\nSitemap: /words.txt',
    '/index.xml': xml('<sitemapindex><sitemap><loc>/packed.xml.gz</loc></sitemap></sitemapindex>'),
    '/packed.xml.gz': gzipSync(urlset(`<url><loc>/hidden</loc>${image}</url>`)),
    '/words.txt': (request, response) =>
      response.end(`http://${request.headers.host}/listed\nhttp://elsewhere.test/x\n`),
    '/sitemap.xml': xml(urlset('<url><loc>/plain</loc></url>')),
    '/hidden': '<title>Hidden</title><img src=shown.png>',
    '/listed': '<img src=listed.png>',
    '/plain': '<img src=plain.png>',
    '/named.png': await png(),
    '/shown.png': await png(),
    '/listed.png': await png(),
    '/plain.png': await png(),
  })
  t.match(resources, {
    '/named.png': { verdict: 'stored', element: 'sitemap', page: `${site.url}/hidden` },
    '/shown.png': { verdict: 'stored', element: 'img' },
    '/listed.png': { verdict: 'stored' },
    '/plain.png': { verdict: 'stored' },
  })
  t.match(pages, {
    '/hidden': { verdict: 'fetched', depth: 1 },
    '/listed': { verdict: 'fetched' },
    '/plain': { verdict: 'fetched' },
    'http://elsewhere.test/x': { verdict: 'out-of-scope' },
  })
  t.equal(run.state, 'succeeded')
  const { occurrences } = await magpie.get<{ occurrences: object[] }>(`/images/${resources['/named.png']?.image}`)
  t.match(occurrences, [{ page: `${site.url}/hidden`, element: 'sitemap', url: `${site.url}/named.png` }])
})

for (const settings of [{ scope: 'page' }, { maxDepth: 1 }]) {
  t.test(`sitemaps: not asked for with ${JSON.stringify(settings)}`, async (t) => {
    const { asked } = await collectSite(t, { '/': '<title>Home</title>' }, settings)
    t.notOk(asked().includes('/sitemap.xml'))
  })
}

t.test('sitemaps: those that are refused, broken, or no sitemaps cost nothing but themselves', async (t) => {
  const { run, pages } = await collectSite(t, {
    '/': '<img src=a.png>',
    '/robots.txt': 'Sitemap: http://127.0.0.3/sitemap.xml\nSitemap: /broken.xml\nSitemap: /page',
    '/broken.xml': xml('<urlset><url><loc>/found</loc></url><url><loc>/x'),
    '/page': '<html><a href=/not-followed>no sitemap</a>',
    '/found': '<title>Found</title>',
    '/a.png': await png(),
  })
  t.match(run, { state: 'succeeded', images: { stored: 1 } })
  t.match(pages, { '/found': { verdict: 'fetched' } })
  t.notOk(pages['/not-followed'])
})
