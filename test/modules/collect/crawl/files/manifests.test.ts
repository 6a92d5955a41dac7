import t from 'tap'
import { startMagpie } from '../../../../support/magpie.ts'
import { picture } from '../../../../support/pictures.ts'
import { startSite } from '../../../../support/site.ts'

async function png(width: number): Promise<Buffer> {
  return (await picture(width, 30)).png().toBuffer()
}

t.test(
  'the icons of a web manifest: found after the pictures of page and sheets, read once, by the rules',
  async (t) => {
    const head = '<link rel=manifest href=/app/m.webmanifest><link rel=manifest href=/no/m.json>'
    const site = await startSite(t, {
      routes: {
        '/robots.txt': 'User-agent: *\nDisallow: /no/',
        '/': `${head}<link rel=stylesheet href=s.css><img src=a.png><a href=/two>2</a>`,
        '/two': `${head}<link rel=manifest href=/gone.json>`,
        '/s.css': 'b { background: url(b.png) }',
        '/app/m.webmanifest': {
          headers: { 'content-type': 'application/manifest+json' },
          body: '{"icons":[{"src":"icon.png"}]}',
        },
        '/a.png': await png(40),
        '/b.png': await png(41),
        '/app/icon.png': await png(42),
      },
    })
    const magpie = await startMagpie(t)
    const { run } = await magpie.collect(`${site.url}/`)
    t.match(run, { state: 'succeeded', images: { found: 3, stored: 3 } })
    const { items } = await magpie.get<{ items: unknown[] }>(`/runs/${run.id}/resources?limit=500`)
    t.match(
      items.find((row) => (row as { element: string }).element === 'manifest'),
      { url: `${site.url}/app/icon.png`, verdict: 'stored', page: `${site.url}/` },
    )
    const asked = site.hits.filter(({ url }) => url === '/app/m.webmanifest')
    t.equal(asked.length, 1)
    t.match(asked[0]?.headers.accept, 'application/manifest+json')
    t.notOk(site.hits.some(({ url }) => url.startsWith('/no/')))
    const { items: pages } = await magpie.get<{ items: { url: string; images: number }[] }>(`/runs/${run.id}/pages`)
    t.equal(pages.find(({ url }) => url === `${site.url}/`)?.images, 3)
  },
)
