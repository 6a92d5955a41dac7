/** The style sheets of a run: each is read once, for the page that named it first. */
import { addressKey } from '#platform'
import { findInSheet, type Picture } from '../find/index.ts'
import { type CrawlTools, robotsRefuse } from './tools.ts'

export interface Sheets {
  /** The pictures of these sheets and of those that they import, as far as nobody read them before. */
  read(urls: string[], page: string): Promise<Picture[]>
}

const accept = 'text/css,*/*;q=0.1'

export function createSheets(tools: CrawlTools): Sheets {
  const { fetch, maxPageBytes, signal, log } = tools
  const seen = new Set<string>()

  async function readOne(url: string, referer: string): Promise<Picture[]> {
    const key = addressKey(url)
    if (seen.has(key)) return []
    seen.add(key)
    const permits = (hop: string) => robotsRefuse(tools, hop)
    const result = await fetch({ url, accept, referer, maxBytes: maxPageBytes, signal, permits })
    if (!result.ok) {
      log.debug({ url, verdict: result.verdict, reason: result.reason }, 'a style sheet could not be had')
      return []
    }
    const { pictures, imports } = findInSheet({ body: result.body, contentType: result.contentType, url: result.url })
    return [...pictures, ...(await read(imports, result.url))]
  }

  async function read(urls: string[], referer: string): Promise<Picture[]> {
    const pictures = await Promise.all(urls.map((url) => readOne(url, referer)))
    return pictures.flat()
  }

  return { read }
}
