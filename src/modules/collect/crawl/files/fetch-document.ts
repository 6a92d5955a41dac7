/** Pages and the files that go with them: fetched, or known to be as they were at the last visit. */
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Fetched, FetchRequest, NotFetched } from '../../fetch/index.ts'
import type { Document } from '../../find/index.ts'
import type { KnownDocument } from '../../findings/document-repository.ts'
import type { CrawlTools } from '../tools.ts'

export interface FetchedDocument {
  ok: true
  document: Document
  status: number
  /** The server said that it is as it was at the last visit, and sent no body. */
  isUnchanged: boolean
}

export type FetchDocument = (request: Omit<FetchRequest, 'signal'>) => Promise<FetchedDocument | NotFetched>

/** What is longer than this, compressed, is not kept for the next visit. */
const maxKeptBytes = 1024 * 1024

const compress = promisify(gzip)
const decompress = promisify(gunzip)

/** Asks with the validators of the last visit; keeps what came with validators for the next one. */
export function createDocumentFetcher({ fetch, recall, notes, collection, signal }: CrawlTools): FetchDocument {
  async function askAgain(request: FetchRequest, known: KnownDocument): Promise<FetchedDocument | NotFetched> {
    const { etag, lastModified } = known
    const result = await fetch({
      ...request,
      etag: etag ?? undefined,
      lastModified: lastModified ?? undefined,
      validFor: known.finalUrl,
    })
    if (!result.ok) return result
    if (!result.notModified) return take(request.url, result)
    // Validators hold for one address only: where redirects lead elsewhere now, they say nothing.
    if (result.url !== known.finalUrl) return ask(request)
    const { contentType } = known
    const robots = result.robotsTags
    const headers = robots.length > 0 ? { ...known.headers, robots } : known.headers
    const document = { body: await decompress(known.body), contentType, headers, url: known.finalUrl }
    return { ok: true, document, status: result.status, isUnchanged: true }
  }

  async function ask(request: FetchRequest): Promise<FetchedDocument | NotFetched> {
    const result = await fetch(request)
    return result.ok ? take(request.url, result) : result
  }

  async function take(url: string, result: Fetched): Promise<FetchedDocument> {
    const document = toDocument(result)
    if (mayBeKept(result)) await keep(url, result, document)
    return { ok: true, document, status: result.status, isUnchanged: false }
  }

  async function keep(url: string, { headers }: Fetched, { body, ...document }: Document): Promise<void> {
    const compressed = await compress(body)
    if (compressed.byteLength > maxKeptBytes) return
    await notes.documents({
      collectionId: collection.id,
      url,
      finalUrl: document.url,
      etag: headers.etag ?? null,
      lastModified: headers['last-modified'] ?? null,
      contentType: document.contentType,
      headers: document.headers ?? {},
      body: compressed,
    })
  }

  return async function fetchDocument(given) {
    const request = { ...given, signal }
    const known = await recall.document(given.url)
    return known ? askAgain(request, known) : ask(request)
  }
}

function toDocument({ body, contentType, url, headers, robotsTags }: Fetched): Document {
  const { link, refresh } = headers
  return {
    body,
    contentType,
    url,
    headers: {
      ...(robotsTags.length > 0 && { robots: robotsTags }),
      ...(typeof link === 'string' && { link: [link] }),
      ...(typeof refresh === 'string' && { refresh }),
    },
  }
}

/** Only what a server can be asked about again, and does not ask to be forgotten (RFC 9111, 5.2.2.5). */
function mayBeKept({ headers }: Fetched): boolean {
  const hasValidator = headers.etag !== undefined || headers['last-modified'] !== undefined
  return hasValidator && !/\bno-store\b/i.test(headers['cache-control'] ?? '')
}
