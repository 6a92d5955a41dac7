/**
 * How the server and a decoder child talk over a pipe. A frame is eight bytes (the lengths of head and body, big-endian),
 * the head (a structured clone), and the body: the bytes of an image, which are not copied on their way into the pipe.
 */
import type { Readable, Writable } from 'node:stream'
import { deserialize, serialize } from 'node:v8'

const prefixBytes = 8

export function writeFrame(pipe: Writable, head: unknown, body: Uint8Array = Buffer.alloc(0)): void {
  const clone = serialize(head)
  const prefix = Buffer.allocUnsafe(prefixBytes)
  prefix.writeUInt32BE(clone.length, 0)
  prefix.writeUInt32BE(body.length, 4)
  pipe.cork()
  pipe.write(Buffer.concat([prefix, clone]))
  if (body.length > 0) pipe.write(body)
  pipe.uncork()
}

export interface FrameReading {
  /** A longer frame destroys the pipe: its writer is not to be believed. */
  maxBytes: number
  onFrame(head: unknown, body: Buffer): void
}

export function readFrames(pipe: Readable, { maxBytes, onFrame }: FrameReading): void {
  const prefix = Buffer.allocUnsafe(prefixBytes)
  let target = prefix
  let filled = 0

  pipe.on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length && !pipe.destroyed; ) {
      const taken = chunk.copy(target, filled, at)
      at += taken
      filled += taken
      if (filled < target.length) continue
      filled = 0
      if (target === prefix) begin()
      else finish()
    }
  })

  function begin(): void {
    const length = prefix.readUInt32BE(0) + prefix.readUInt32BE(4)
    if (length > maxBytes) pipe.destroy(new RangeError(`a frame of ${length} bytes; at most ${maxBytes} are read`))
    else target = Buffer.allocUnsafeSlow(length)
  }

  function finish(): void {
    const headBytes = prefix.readUInt32BE(0)
    const frame = target
    target = prefix
    onFrame(deserialize(frame.subarray(0, headBytes)), frame.subarray(headBytes))
  }
}
