import t from 'tap'
import { newId, silentLog } from '#platform'
import { createDocumentFetcher } from '../../../../../src/modules/collect/crawl/files/fetch-document.ts'
import { createReadOnce } from '../../../../../src/modules/collect/crawl/files/read-once.ts'
import type { CrawlTools } from '../../../../../src/modules/collect/crawl/tools.ts'
import type { Document } from '../../../../../src/modules/collect/find/index.ts'
import { startFetching } from '../../../../support/fetching.ts'
import { startSite } from '../../../../support/site.ts'

t.test(
  'files that go with a page: each once, what is missing not at all, and an end to those without end',
  async (t) => {
    const site = await startSite(t, { routes: { '/a.css': 'a', '/b.css': 'b', '/c.css': 'c' } })
    const { fetch, robots } = startFetching(t)
    const tools = {
      collection: { id: newId(), robots: false },
      fetch,
      robots,
      recall: { document: async () => undefined },
      maxPageBytes: 1000,
      signal: new AbortController().signal,
      log: silentLog,
    } as unknown as CrawlTools
    const read = async ({ body }: Document) => body.toString()
    const readOnce = createReadOnce(
      { ...tools, fetchDocument: createDocumentFetcher(tools) },
      { accept: 'text/css', read, maxFiles: 3 },
    )
    const referer = `${site.url}/`

    t.equal((await readOnce(`${site.url}/a.css`, referer))?.reading, 'a')
    t.equal(await readOnce(`${site.url}/a.css`, referer), undefined)
    t.equal(await readOnce(`${site.url}/none.css`, referer), undefined)
    t.equal((await readOnce(`${site.url}/b.css`, referer))?.reading, 'b')
    t.equal(await readOnce(`${site.url}/c.css`, referer), undefined, 'beyond the limit')
    t.strictSame(
      site.hits.map(({ url }) => url),
      ['/a.css', '/none.css', '/b.css'],
    )
  },
)
