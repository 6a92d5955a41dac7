/** Compresses what is text, by what the client takes: Brotli before gzip. Pictures are compressed already. */
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import { chooseCoding } from './content-coding.ts'
import { vary } from './vary.ts'

/** Media types that are worth it. Routes that hand out collected bytes say `compress: false`: those are sent as they came, also in ranges. */
const text = /^(?:application\/(?:(?:problem\+)?json|jsonl|javascript)|text\/(?:csv|css|html|plain))\b/

const leastBytes = 1024

/** Register it before the routes. Bodies of requests are never unpacked: a small one could become a very large one. */
export async function compressAnswers(server: FastifyInstance): Promise<void> {
  // One choice for all who pack: the plugin's own sends gzip to who likes `identity` better, and to who refuses it but takes `*`.
  server.addHook('onRequest', ({ headers }, _reply, done) => {
    headers['accept-encoding'] = chooseCoding(headers['accept-encoding'])
    done()
  })
  server.addHook('onSend', (_request, reply, _payload, done) => {
    // Also what is sent as it is: a cache must not hand on the packed form to one who cannot read it.
    if (isText(reply.getHeader('content-type'))) vary(reply, 'accept-encoding')
    done()
  })
  await server.register(compress, {
    encodings: ['br', 'gzip'],
    customTypes: isText,
    threshold: leastBytes,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 5 },
    globalDecompression: false,
  })
}

function isText(mediaType: unknown): boolean {
  return text.test(String(mediaType))
}
