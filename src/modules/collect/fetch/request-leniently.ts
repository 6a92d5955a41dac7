/** Node's own requests, whose answers are read as leniently as browsers read them. */
import { type ClientRequest, type OutgoingHttpHeaders, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

/** As Chromium reads; Node's own limit is 16 KiB. Of one answer at a time, and not kept. */
const maxHeaderSize = 256 * 1024

/**
 * Takes line ends without CR, folded headers, control characters, bytes after the end. Such leniency is a danger where
 * several parties share a connection; here a server can only confuse what was asked of itself.
 */
export function requestLeniently(
  url: URL,
  options: RequestOptions,
  callback?: Parameters<typeof requestHttp>[2],
): ClientRequest {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const sent = request(url, { ...options, insecureHTTPParser: true, maxHeaderSize }, callback)
  // Node believes the answer in this, and would keep what the server closes.
  if (isLastOfConnection(options)) sent.shouldKeepAlive = false
  return withoutAftermath(sent)
}

/** Headers in a list are not what is given here. */
function isLastOfConnection({ headers }: RequestOptions): boolean {
  return (headers as OutgoingHttpHeaders | undefined)?.connection === 'close'
}

/** What comes over a connection after an answer that is complete says nothing against the answer. */
function withoutAftermath(request: ClientRequest): ClientRequest {
  let isComplete = () => false
  request.once('response', (response) => {
    isComplete = () => response.complete
  })
  const emit = request.emit.bind(request)
  request.emit = (event: string, ...values: unknown[]) => (event === 'error' && isComplete()) || emit(event, ...values)
  return request
}
