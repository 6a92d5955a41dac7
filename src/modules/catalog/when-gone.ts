/** When nobody waits for an answer any more. */
import type { FastifyReply } from 'fastify'

/** Aborts when the client has gone, or has its answer. */
export function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  // Who left while something was asked before: told of as if it were now, to those who are about to listen.
  if (reply.raw.closed) process.nextTick(() => gone.abort())
  else reply.raw.once('close', () => gone.abort())
  return gone.signal
}

/** What fails where nobody is left to hear it is no failure, and nothing to log: the reply is given up, and nothing answered. */
export async function unlessGone<Result>(
  reply: FastifyReply,
  gone: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!gone.aborted) throw error
    reply.hijack()
    return undefined
  }
}
