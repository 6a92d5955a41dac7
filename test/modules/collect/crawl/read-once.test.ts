import t from 'tap'
import { silentLog } from '#platform'
import { createReadOnce } from '../../../../src/modules/collect/crawl/read-once.ts'
import type { CrawlTools } from '../../../../src/modules/collect/crawl/tools.ts'
import { startFetching } from '../../../support/fetching.ts'
import { startSite } from '../../../support/site.ts'

t.test(
  'files that go with a page: each once, what is missing not at all, and an end to those without end',
  async (t) => {
    const site = await startSite(t, { routes: { '/a.css': 'a', '/b.css': 'b', '/c.css': 'c' } })
    const { fetch, robots } = startFetching(t)
    const tools = {
      collection: { robots: false },
      fetch,
      robots,
      maxPageBytes: 1000,
      signal: new AbortController().signal,
      log: silentLog,
    } as unknown as CrawlTools
    const readOnce = createReadOnce(tools, 'text/css', 3)
    const referer = `${site.url}/`

    t.equal((await readOnce(`${site.url}/a.css`, referer))?.body.toString(), 'a')
    t.equal(await readOnce(`${site.url}/a.css`, referer), undefined)
    t.equal(await readOnce(`${site.url}/none.css`, referer), undefined)
    t.equal((await readOnce(`${site.url}/b.css`, referer))?.body.toString(), 'b')
    t.equal(await readOnce(`${site.url}/c.css`, referer), undefined, 'beyond the limit')
    t.strictSame(
      site.hits.map(({ url }) => url),
      ['/a.css', '/none.css', '/b.css'],
    )
  },
)
