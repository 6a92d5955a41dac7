/** Ends the connection of a request that is answered before its body is there, so that the answer arrives. */
import type { FastifyRequest } from 'fastify'

/** For so long a client may send nothing more before it is left. */
const silentMs = 5000
/** So long is read at all, as a request has no longer to arrive (`requestTimeout`, which ends with the answer). */
const longestMs = 30_000

/**
 * Where a connection is closed while more of a body comes, the system throws away what the client has not read yet: it never sees
 * the answer (RFC 9112, section 9.6). So only our half is closed at first, and the rest is read and dropped.
 */
export function closeWhenRead({ raw }: Pick<FastifyRequest, 'raw'>, mostMs = longestMs): void {
  const { socket } = raw
  // What Node calls after the last answer of a connection.
  socket.destroySoon = () => {
    const end = setTimeout(() => socket.destroy(), mostMs)
    socket.once('close', () => clearTimeout(end))
    socket.end()
    socket.setTimeout(silentMs, () => socket.destroy())
    raw.once('end', () => socket.destroy())
    raw.resume()
  }
}
