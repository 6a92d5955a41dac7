/** What the choice of an answer depended on, beside its address (RFC 9110, section 12.5.5). */
import type { FastifyReply } from 'fastify'

/** Adds a header of the request to those that are named already. */
export function vary(reply: FastifyReply, field: string): void {
  const named = String(reply.getHeader('vary') ?? '')
  if (!named.split(/, */).includes(field)) reply.header('vary', named === '' ? field : `${named}, ${field}`)
}
