/** The public API, one function for each call that the gallery makes. Failures are thrown as ProblemError. */
import { ProblemError, readProblem, unreachable } from './problem.ts'
import type { Session } from './session.ts'
import type {
  Collection,
  CollectRequest,
  Image,
  ImageDetails,
  Occurrence,
  Page,
  PageRow,
  Resource,
  Run,
} from './types.ts'

export interface Client {
  collect(request: CollectRequest, idempotencyKey: string): Promise<Collection>
  listCollections(cursor: string | null): Promise<Page<Collection>>
  getCollection(id: string): Promise<Collection>
  removeCollection(id: string): Promise<void>
  collectAgain(id: string): Promise<Run>
  cancelRun(id: string): Promise<Run>
  /** The same run goes on with what failed in it. */
  retryRun(id: string): Promise<Run>
  getRun(id: string): Promise<Run>
  listResources(runId: string, query: Record<string, string>): Promise<Page<Resource>>
  listPages(runId: string, query: Record<string, string>): Promise<Page<PageRow>>
  listImages(query: Record<string, string>): Promise<Page<Image>>
  getImage(id: string): Promise<ImageDetails>
  listOccurrences(imageId: string, query: Record<string, string>): Promise<Page<Occurrence>>
  /** The address of a run's server-sent events. */
  runEventsUrl(id: string): string
  /** The address of a list of images as a file: a table of their uses, or their originals. */
  imagesFileUrl(kind: 'csv' | 'zip', query: Record<string, string>): string
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>
type Call = <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<T>

export function createClient({ fetch, session }: { fetch: Fetch; session: Session }): Client {
  const call = createCall(fetch, session)
  return {
    collect: (request, key) => call('POST', '/collections', request, { 'idempotency-key': key }),
    listCollections: (cursor) => call('GET', `/collections${query(cursor === null ? {} : { cursor })}`),
    getCollection: (id) => call('GET', `/collections/${encodeURIComponent(id)}`),
    removeCollection: (id) => call('DELETE', `/collections/${encodeURIComponent(id)}`),
    collectAgain: (id) => call('POST', `/collections/${encodeURIComponent(id)}/runs`),
    cancelRun: (id) => call('POST', `/runs/${encodeURIComponent(id)}/cancel`),
    retryRun: (id) => call('POST', `/runs/${encodeURIComponent(id)}/retry`),
    getRun: (id) => call('GET', `/runs/${encodeURIComponent(id)}`),
    listResources: (id, filter) => call('GET', `/runs/${encodeURIComponent(id)}/resources${query(filter)}`),
    listPages: (id, filter) => call('GET', `/runs/${encodeURIComponent(id)}/pages${query(filter)}`),
    listImages: (filter) => call('GET', `/images${query(filter)}`),
    getImage: (id) => call('GET', `/images/${encodeURIComponent(id)}`),
    listOccurrences: (id, filter) => call('GET', `/images/${encodeURIComponent(id)}/occurrences${query(filter)}`),
    runEventsUrl: (id) => `${base}/runs/${encodeURIComponent(id)}/events`,
    imagesFileUrl: (kind, filter) => `${base}/images.${kind}${query(filter)}`,
  }
}

const base = '/api/v1'

function createCall(fetch: Fetch, session: Session): Call {
  return async function call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    for (;;) {
      const token = session.token()
      const response = await send(fetch, `${base}${path}`, { method, ...content(body, headers, token) })
      if (response.status !== 401) return read<T>(response)
      await response.body?.cancel()
      await session.unlock(token)
    }
  }
}

async function send(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new ProblemError(unreachable(), { cause })
  }
}

function content(body: unknown, headers: Record<string, string> = {}, token: string | null): RequestInit {
  const all: Record<string, string> = { accept: 'application/json, application/problem+json', ...headers }
  if (token !== null) all.authorization = `Bearer ${token}`
  if (body === undefined) return { headers: all }
  return { headers: { ...all, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T
  throw new ProblemError(readProblem(response.status, parse(text)))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function query(parameters: Record<string, string>): string {
  const text = new URLSearchParams(parameters).toString()
  return text === '' ? '' : `?${text}`
}
