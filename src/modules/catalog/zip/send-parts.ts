/** Sends parts one after the other: each is asked for when the one before is out of this process, so that its memory may be used again. */
import type { OutgoingMessage } from 'node:http'
import type { FastifyReply } from 'fastify'

export interface SendOptions {
  /** How long the client may take nothing; a minute. */
  stallMs?: number
  /** Aborts when the client has gone. */
  gone: AbortSignal
}

/** What fails is seen by the client as an end that comes too early: the headers of the reply say how long it is. */
export async function sendParts(
  reply: FastifyReply,
  parts: AsyncIterable<Buffer>,
  { stallMs = 60_000, gone }: SendOptions,
): Promise<void> {
  const { raw } = reply
  reply.hijack()
  raw.on('timeout', () => raw.destroy())
  raw.writeHead(200, reply.getHeaders() as Record<string, string>)
  raw.flushHeaders()
  try {
    for await (const part of parts) {
      // Only while it is the client that is waited for, and not the database.
      raw.setTimeout(stallMs)
      await write(raw, part, gone)
      raw.setTimeout(0)
    }
    raw.end()
  } catch (error) {
    if (!gone.aborted) reply.log.warn({ err: error }, 'what was being sent was broken off')
    raw.destroy()
  }
}

/** Resolves when the system has the bytes. */
function write(raw: OutgoingMessage, bytes: Buffer, gone: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new Error('the client has gone'))
    if (gone.aborted) return leave()
    gone.addEventListener('abort', leave)
    raw.write(bytes, (error) => {
      gone.removeEventListener('abort', leave)
      if (error) reject(error)
      else resolve()
    })
  })
}
